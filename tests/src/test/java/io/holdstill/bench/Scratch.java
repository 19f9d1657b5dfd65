package io.holdstill.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A directory that goes, with its gigabytes, when it is closed and also when the JVM is stopped.
 */
final class Scratch implements AutoCloseable {
  final Path path;
  private final Thread hook = new Thread(this::remove, "scratch");

  private Scratch(Path path) {
    this.path = path;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  static Scratch in(Path where) throws IOException {
    return new Scratch(Files.createTempDirectory(where, "holdstill-bench"));
  }

  private void remove() {
    try {
      Commands.remove(path);
    } catch (IOException | InterruptedException e) {
      System.err.println(path + " could not be removed: " + e + ". Remove it yourself.");
    }
  }

  @Override
  public void close() {
    remove();
    Runtime.getRuntime().removeShutdownHook(hook);
  }
}
