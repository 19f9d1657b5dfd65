package io.holdstill.agent.replay;

import io.holdstill.agent.replay.Node.Directory;
import io.holdstill.agent.replay.Node.File;
import io.holdstill.agent.snapshot.ExactPaths;
import io.holdstill.agent.snapshot.ManifestEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts the files of a base where they stood. */
final class Loader {
  private static final String OUTSIDE_NAME =
      "it has another name outside of the snapshot, through which it may have been written; take"
          + " the snapshot of all its names";

  private final Base base;
  private final State state;
  private final ExactPaths paths;

  private Loader(Base base, State state) {
    this.base = base;
    this.state = state;
    this.paths = base.directory() == null ? null : new ExactPaths(base.directory());
  }

  static State load(Base base, Contents contents, Set<Long> kept) throws ReplayRefused {
    Loader loader =
        new Loader(base, new State(new Roots(base.roots(), base.excludes()), contents, kept));
    loader.load();
    return loader.state;
  }

  private void load() throws ReplayRefused {
    if (base.directory() == null) {
      Attributes fresh = new Attributes(0755, -1, -1, 0, 0);
      base.roots().forEach(root -> put(root.path(), new Directory(fresh, false)));
    }
    List<ManifestEntry> entries = new ArrayList<>(base.entries());
    entries.sort(Comparator.comparing(ManifestEntry::path)); // what holds others comes first
    List<ManifestEntry> furtherNames = new ArrayList<>();
    for (ManifestEntry entry : entries) {
      if (entry.type().equals("hardlink")) {
        furtherNames.add(entry);
      } else {
        put(place(entry.path()), node(entry));
      }
    }
    for (ManifestEntry name : furtherNames) {
      put(place(name.path()), state.tree.find(place(name.target())));
    }
    for (Map.Entry<Long, String> known : base.known().entrySet()) {
      know(known.getKey(), known.getValue());
    }
  }

  private Node node(ManifestEntry entry) {
    Path path = entry.path().isEmpty() ? base.directory() : paths.path(entry.path());
    return switch (entry.type()) {
      case "directory" -> new Directory(Attributes.of(entry), !base.excludes().isEmpty());
      case "symlink" -> new Node.Link(Attributes.of(entry), entry.target(), path);
      default -> new File(Attributes.of(entry), path);
    };
  }

  private void know(long id, String path) throws ReplayRefused {
    if (!(state.tree.find(place(path)) instanceof File file)) {
      throw new ReplayRefused(
          "the journal knows a file "
              + Names.shown(path)
              + " in "
              + base.directory()
              + ", and the manifest lists none; the two do not belong together");
    }
    if (id < 0) { // nothing that the journal knows it by
      state.doubt(file, OUTSIDE_NAME);
    } else {
      state.files.put(id, file);
    }
  }

  /** Where an entry of the base stood. */
  private String place(String path) throws ReplayRefused {
    for (Base.Source root : base.roots()) {
      if (root.name().isEmpty()) {
        return path.isEmpty() ? root.path() : root.path() + "/" + path;
      }
      if (path.equals(root.name()) || path.startsWith(root.name() + "/")) {
        return root.path() + path.substring(root.name().length());
      }
    }
    throw new ReplayRefused(
        Names.shown(path)
            + ": the manifest lists it, and the journal does not say where it stood; the two do"
            + " not belong together");
  }

  private void put(String path, Node node) {
    Directory in = state.tree.top;
    for (String name : Names.parent(path).split("/")) {
      if (!name.isEmpty()) {
        Node there = in.children.get(name);
        in = there instanceof Directory directory ? directory : state.tree.imply(in, name);
      }
    }
    Node there = in.children.get(Names.last(path));
    if (there == null && !path.isEmpty()) {
      state.tree.put(in, Names.last(path), node);
    } else if (there instanceof Directory implied && node instanceof Directory known) {
      // Of nested sources the inner one may have come first; each holds the same.
      implied.unknown = null;
      implied.attributes = known.attributes;
      implied.mayHoldMore = known.mayHoldMore;
    }
  }
}
