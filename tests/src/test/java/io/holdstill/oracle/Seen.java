package io.holdstill.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What really lies under a name.
 *
 * @param bytes null for a directory
 * @param key equal for two names of one file
 */
record Seen(byte[] bytes, long changedNanos, Object key) {
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
    return new Seen(bytes, changed, attributes.fileKey());
  }

  @Override
  public String toString() {
    String what = bytes == null ? "a directory" : "a file of " + bytes.length + " bytes";
    return what + ", changed " + changedNanos;
  }
}
