package io.holdstill.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What really lies under a name.
 *
 * @param bytes null for what is no file
 * @param target of a symbolic link; null for what is none
 * @param key equal for two names of one file
 */
record Seen(byte[] bytes, String target, long changedNanos, Object key) {
  /** All below a directory, and itself: relative path to what is there. */
  static Map<String, Seen> below(Path directory) throws IOException {
    Map<String, Seen> seen = new TreeMap<>();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.toList()) {
        seen.put(directory.relativize(path).toString(), of(path));
      }
    }
    return seen;
  }

  static Seen of(Path path) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    byte[] bytes = attributes.isRegularFile() ? Files.readAllBytes(path) : null;
    long changed = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
    String target = attributes.isSymbolicLink() ? Files.readSymbolicLink(path).toString() : null;
    return new Seen(bytes, target, changed, attributes.fileKey());
  }

  /** For each name the first that its file has: it tells which names are of one file. */
  static Map<String, String> firstNames(Map<String, Seen> seen) {
    Map<Object, String> first = new HashMap<>();
    Map<String, String> names = new TreeMap<>();
    seen.forEach(
        (name, what) -> {
          first.putIfAbsent(what.key, name);
          names.put(name, first.get(what.key));
        });
    return names;
  }

  @Override
  public String toString() {
    String other = target == null ? "a directory" : "a link to " + target;
    String what = bytes == null ? other : "a file of " + bytes.length + " bytes";
    return what + ", changed " + changedNanos;
  }
}
