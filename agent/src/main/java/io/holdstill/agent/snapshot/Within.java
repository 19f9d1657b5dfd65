package io.holdstill.agent.snapshot;

import java.nio.file.Files;

/**
 * Whether a path leads to what lies in a snapshot: a link in the place of a directory would lead
 * whoever compares or replays to files of somebody else.
 */
final class Within {
  private final ExactPaths paths;

  /** The last directory that was found to be one; entries of one directory follow each other. */
  private String known = "";

  Within(ExactPaths paths) {
    this.paths = paths;
  }

  /** False if a symbolic link lies on the way to it. */
  boolean holds(String path) {
    String directory = path.substring(0, Math.max(0, path.lastIndexOf('/')));
    if (directory.equals(known)) {
      return true;
    }
    for (int to = directory.indexOf('/'); to > 0; to = directory.indexOf('/', to + 1)) {
      if (link(directory.substring(0, to))) {
        return false;
      }
    }
    if (link(directory)) {
      return false;
    }
    known = directory;
    return true;
  }

  private boolean link(String directory) {
    return !directory.isEmpty() && Files.isSymbolicLink(paths.path(directory));
  }
}
