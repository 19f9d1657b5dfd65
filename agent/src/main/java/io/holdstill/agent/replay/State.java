package io.holdstill.agent.replay;

import io.holdstill.agent.journal.Operation;
import io.holdstill.agent.replay.Node.Directory;
import io.holdstill.agent.replay.Node.File;
import io.holdstill.agent.snapshot.ExactPaths;
import io.holdstill.runtime.gate.OpDescriptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The files as they stand after some operations. Operations are applied in the order of their
 * numbers, groups whole; what is found to contradict the state ends the replay.
 */
final class State {
  private static final String BEFORE = "it was there before the journal knew it";

  final Roots roots;
  final NameTree tree = new NameTree();
  final Map<Long, File> files = new HashMap<>();
  private final NameChanges names;
  private final Contents contents;
  private final Set<Long> kept;
  private final List<File> nameless = new ArrayList<>();

  /**
   * @param kept files, by id, whose bytes are needed although they have no name for a while
   */
  State(Roots roots, Contents contents, Set<Long> kept) {
    this.kept = kept;
    this.roots = roots;
    this.contents = contents;
    this.names = new NameChanges(roots, tree, nameless);
  }

  /**
   * @param millis when the operation's group ended
   */
  void apply(Operation op, long millis) throws Impossible, IOException {
    switch (op.kind()) {
      case OpDescriptor.WRITE, OpDescriptor.LENGTH -> change(op, millis);
      case OpDescriptor.BIND -> bind(op);
      case OpDescriptor.CREATE -> create(op, millis);
      case OpDescriptor.LINK -> names.add(path(op), file(op.file()), millis);
      case OpDescriptor.DIRECTORY ->
          names.add(path(op), new Directory(Attributes.of(op.identity(), millis), false), millis);
      case OpDescriptor.SYMLINK ->
          names.add(
              path(op),
              new Node.Link(Attributes.of(null, millis), ExactPaths.exact(op.second()), null),
              millis);
      case OpDescriptor.DELETE -> names.delete(path(op), millis);
      case OpDescriptor.RENAME -> names.rename(path(op), Names.of(op.second()), millis);
      case OpDescriptor.UNGUARDED -> taint(op.file(), op.text());
      case OpDescriptor.FORCE, OpDescriptor.STACK -> {
        // Neither changes a byte.
      }
      default ->
          throw new Impossible("an operation of kind " + op.kind() + " is not known to replay");
    }
  }

  private void change(Operation op, long millis) throws IOException {
    File file = files.get(op.file());
    if (file == null || file.unknown != null) {
      return; // lies outside of the state, and may not come into it
    }
    if (op.kind() == OpDescriptor.WRITE) {
      contents.write(file, op.value(), op.bytes().duplicate());
    } else {
      contents.length(file, op.value());
    }
    file.changedAt(millis);
  }

  private void create(Operation op, long millis) throws Impossible {
    File file = new File(Attributes.of(op.identity(), millis), null);
    names.add(path(op), file, millis);
    files.put(op.file(), file);
  }

  private void bind(Operation op) throws Impossible {
    String path = path(op);
    Node there = path.isEmpty() ? null : tree.find(path);
    if (there instanceof File file) {
      files.put(op.file(), file);
    } else if (!path.isEmpty() && roots.holds(path)) {
      throw new Impossible(
          Names.shown(path)
              + ": the journal found a file there, and the state has "
              + (there == null ? "none" : "something else"));
    } else if (!files.containsKey(op.file())) {
      stranger(op.file(), path);
    }
  }

  private void stranger(long id, String path) throws Impossible {
    File file = file(id);
    if (!path.isEmpty() && tree.find(path) == null) {
      names.add(path, file, 0);
    }
  }

  /** One that nothing is known of, where the journal has not said more. */
  private File file(long id) {
    return files.computeIfAbsent(id, any -> names.unknownFile(BEFORE));
  }

  /** From now on its bytes are not known. */
  void taint(long id, String reason) {
    File file = file(id);
    file.unknown = "it was open to changes that are not recorded (" + Shown.text(reason) + ")";
    names.suspect(file);
  }

  /** Its bytes are not known, from the beginning on. */
  void doubt(File file, String why) {
    file.unknown = why;
    names.suspect(file);
  }

  /** Groups are whole here: what has no name now will have none. */
  void settle() throws IOException {
    Set<File> needed = new HashSet<>();
    if (!nameless.isEmpty()) {
      kept.forEach(id -> needed.add(files.get(id)));
    }
    for (File file : nameless) {
      if (file.places.isEmpty() && !needed.contains(file)) {
        contents.forget(file);
        file.unknown = "it had no name for a while";
      }
    }
    nameless.clear();
  }

  /** What of the state is not known; null where all is. */
  String shortfall() {
    return names.shortfall();
  }

  private static String path(Operation op) {
    return Names.of(op.path());
  }
}
