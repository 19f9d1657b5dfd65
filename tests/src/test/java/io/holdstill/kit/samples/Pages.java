package io.holdstill.kit.samples;

import io.holdstill.runtime.WriteGrouped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Two files that are changed together. */
final class Pages {
  private final Path directory;

  Pages(Path directory) {
    this.directory = directory;
  }

  @WriteGrouped
  void append(String text) throws IOException {
    for (String name : new String[] {"left", "right"}) {
      Files.writeString(
          directory.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  /** As {@link #append}, by a group pattern. */
  void appendByPattern(String text) throws IOException {
    append(text);
  }

  static String left(Path files) throws IOException {
    return read(files.resolve("left"));
  }

  static String right(Path files) throws IOException {
    return read(files.resolve("right"));
  }

  private static String read(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file) : "";
  }
}
