package io.holdstill.agent.replay;

import io.holdstill.agent.snapshot.ExactPaths;
import java.util.ArrayList;
import java.util.List;

/** Absolute paths in exact bytes, one char a byte; the root of all is the empty string. */
final class Names {
  private Names() {}

  static String of(byte[] path) {
    String exact = ExactPaths.exact(path);
    int end = exact.length();
    while (end > 0 && exact.charAt(end - 1) == '/') {
      end--;
    }
    return exact.substring(0, end);
  }

  static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /**
   * One that leads nowhere else, as a journal that somebody else wrote could have it.
   *
   * @throws IllegalArgumentException if it is none
   */
  static String requireOne(String name) {
    if (name.isEmpty() || name.equals(".") || name.equals("..") || name.matches("(?s).*[/\0].*")) {
      throw new IllegalArgumentException(
          "'" + shown(name) + "' is no name of a file; no Holdstill wrote this");
    }
    return name;
  }

  /** Those of all directories above, the nearest first, without the root. */
  static List<String> above(String path) {
    List<String> all = new ArrayList<>();
    for (String at = parent(path); !at.isEmpty(); at = parent(at)) {
      all.add(at);
    }
    return all;
  }

  static boolean below(String directory, String path) {
    return path.length() > directory.length()
        && path.startsWith(directory)
        && path.charAt(directory.length()) == '/';
  }

  /** For a message: UTF-8, and nothing in it that a terminal obeys. */
  static String shown(String path) {
    return path.isEmpty() ? "/" : Shown.text(ExactPaths.readable(path));
  }
}
