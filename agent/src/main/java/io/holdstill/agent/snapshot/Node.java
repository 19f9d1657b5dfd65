package io.holdstill.agent.snapshot;

import io.holdstill.runtime.gate.FileStatus;
import io.holdstill.runtime.gate.GuardedFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** One name in the tree as it will be laid in the destination. */
final class Node {
  /** Where it was found; names keep their exact bytes in the JDK's Unix paths. */
  final Path path;

  /** Of the name itself, links not followed. A file's size and time are decided at the point. */
  volatile FileStatus status;

  /** Set for regular files. */
  final GuardedFile file;

  /** Set for symbolic links. */
  final Path target;

  /** Set for directories, by file name. */
  final Map<Path, Node> children;

  /** Another path to a directory that is in the tree already; shares its children. */
  final boolean alias;

  private Node(
      Path path,
      FileStatus status,
      GuardedFile file,
      Path target,
      Map<Path, Node> children,
      boolean alias) {
    this.alias = alias;
    this.path = path;
    this.status = status;
    this.file = file;
    this.target = target;
    this.children = children;
  }

  static Node file(Path path, FileStatus status, GuardedFile file) {
    return new Node(path, status, file, null, null, false);
  }

  static Node link(Path path, FileStatus status, Path target) {
    return new Node(path, status, null, target, null, false);
  }

  static Node directory(Path path, FileStatus status) {
    return new Node(path, status, null, null, new TreeMap<>(), false);
  }

  static Node alias(Path path, FileStatus status, Node directory) {
    return new Node(path, status, null, null, directory.children, true);
  }
}
