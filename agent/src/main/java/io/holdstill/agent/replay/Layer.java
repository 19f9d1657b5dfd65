package io.holdstill.agent.replay;

import io.holdstill.agent.posix.OwnerOnly;
import io.holdstill.agent.replay.Node.Directory;
import io.holdstill.agent.replay.Node.File;
import io.holdstill.agent.snapshot.ExactPaths;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lays a state out in a directory. */
final class Layer {
  /** Follows the laying; throws to break it off. */
  interface Follower {
    /** The bytes of a file are there; its owner and mode are not yet. */
    default void bytes(File file, FileChannel channel) throws IOException {}

    /** All of a file, or of a directory and what it holds, is there. */
    default void done(FileChannel channel) throws IOException {}
  }

  private final State state;
  private final WorkFiles contents;
  private final boolean last;
  private final Follower follower;
  private final ExactPaths paths;
  private final Path into;
  private final Map<File, String> first = new HashMap<>();

  /** By path relative to the directory, what holds others before what it holds. */
  final Map<String, Node> names = new LinkedHashMap<>();

  /**
   * @param last the state will not be used any more: its files may be moved away
   */
  Layer(State state, WorkFiles contents, boolean last, Path into, Follower follower) {
    this.state = state;
    this.contents = contents;
    this.last = last;
    this.into = into;
    this.follower = follower;
    this.paths = new ExactPaths(into);
  }

  void lay() throws IOException {
    for (Base.Source root : state.roots.all) {
      Node node = state.tree.find(root.path());
      if (root.name().isEmpty()) {
        below("", root.path(), (Directory) node);
      } else if (node != null) {
        lay(root.name(), root.path(), node);
      }
    }
    finishDirectories();
  }

  /** The path of the entry that a further name shares its content with; null for a first name. */
  String firstName(String name) {
    String other = names.get(name) instanceof File file ? first.get(file) : name;
    return name.equals(other) ? null : other;
  }

  /** The first name of a file; null if it is not laid. */
  String nameOf(File file) {
    return first.get(file);
  }

  Path path(String name) {
    return paths.path(name);
  }

  private void lay(String name, String source, Node node) throws IOException {
    Path at = paths.path(name);
    names.put(name, node);
    if (node instanceof Directory directory) {
      Files.createDirectory(at, OwnerOnly.DIRECTORY);
      below(name + "/", source, directory);
    } else if (node instanceof File file) {
      file(name, at, file);
    } else {
      link(at, (Node.Link) node);
    }
  }

  private void below(String prefix, String source, Directory directory) throws IOException {
    if (directory == null) {
      return;
    }
    for (Map.Entry<String, Node> child : directory.children.entrySet()) {
      String path = source + "/" + Names.requireOne(child.getKey());
      if (!state.roots.excluded(path)) {
        lay(prefix + child.getKey(), path, child.getValue());
      }
    }
  }

  private void file(String name, Path at, File file) throws IOException {
    String other = first.putIfAbsent(file, name);
    if (other != null) {
      Files.createLink(at, paths.path(other));
      return;
    }
    bytes(at, file);
    try (FileChannel channel = FileChannel.open(at, StandardOpenOption.READ)) {
      follower.bytes(file, channel);
      attributes(at, file.attributes);
      follower.done(channel);
    }
  }

  private void bytes(Path at, File file) throws IOException {
    contents.release(file);
    if (file.work == null && file.source == null) {
      Files.createFile(at, OwnerOnly.FILE);
    } else if (file.work == null) {
      SparseCopy.copy(file.source, at);
    } else if (last) {
      Files.move(file.work, at, StandardCopyOption.ATOMIC_MOVE);
    } else {
      SparseCopy.copy(file.work, at);
    }
  }

  private void link(Path at, Node.Link link) throws IOException {
    if (link.source != null) {
      Files.copy(link.source, at, LinkOption.NOFOLLOW_LINKS);
    } else {
      Files.createSymbolicLink(at, target(link.target));
    }
    Files.getFileAttributeView(at, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setTimes(link.attributes.modified(), null, null);
  }

  private static Path target(String exact) {
    if (exact.startsWith("/")) {
      return Roots.path(exact);
    }
    Path absolute = Roots.path("/" + exact);
    return absolute.subpath(0, absolute.getNameCount());
  }

  /**
   * From the leaves up: what is laid in a directory changes its time, and its mode may forbid it.
   */
  private void finishDirectories() throws IOException {
    String[] all = names.keySet().toArray(String[]::new);
    for (int i = all.length - 1; i >= 0; i--) {
      if (names.get(all[i]) instanceof Directory directory) {
        finish(paths.path(all[i]), directory);
      }
    }
    for (Base.Source root : state.roots.all) {
      if (root.name().isEmpty() && state.tree.find(root.path()) instanceof Directory directory) {
        finish(into, directory);
      }
    }
  }

  private void finish(Path at, Directory directory) throws IOException {
    try (FileChannel channel = FileChannel.open(at, StandardOpenOption.READ)) {
      attributes(at, directory.attributes);
      follower.done(channel);
    }
  }

  private static void attributes(Path at, Attributes wanted) throws IOException {
    Ownership.keep(at, wanted);
    Files.getFileAttributeView(at, BasicFileAttributeView.class)
        .setTimes(wanted.modified(), null, null);
    // Last: it may forbid the above, and a new owner drops some of its bits.
    Files.setAttribute(at, "unix:mode", wanted.mode());
  }
}
