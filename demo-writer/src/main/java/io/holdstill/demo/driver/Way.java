package io.holdstill.demo.driver;

import java.io.IOException;
import java.nio.file.Path;

/** One way to copy the file of the running writer. */
interface Way {
  String name();

  /** Makes a copy at {@code to}, which does not exist. */
  Copied copy(WriterProcess writer, Path to)
      throws IOException, InterruptedException, CopyFailedException;

  /**
   * A copy that was made.
   *
   * @param file the copy; null where the way makes none
   * @param micros how long it took
   */
  record Copied(Path file, long micros) {}

  /** The way could not do it this time; the others go on. */
  final class CopyFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    CopyFailedException(String message) {
      super(message);
    }
  }

  /** Microseconds since a value of {@link System#nanoTime}. */
  static long microsSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1000;
  }
}
