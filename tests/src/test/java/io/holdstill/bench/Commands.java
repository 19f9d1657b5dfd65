package io.holdstill.bench;

import java.io.IOException;
import java.nio.file.Path;

/** What a user types, and how long it takes. */
final class Commands {
  private Commands() {}

  /** Milliseconds from the start of the command to its end. */
  static double millis(String... command) throws IOException, InterruptedException {
    long since = System.nanoTime();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes()).strip();
    int status = process.waitFor();
    double took = (System.nanoTime() - since) / 1e6;
    if (status != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + status + ": " + said);
    }
    return took;
  }

  /** Writes out whatever is dirty on the file system that holds the path. */
  static double syncFileSystem(Path path) throws IOException, InterruptedException {
    return millis("sync", "-f", path.toString());
  }

  static void remove(Path path) throws IOException, InterruptedException {
    millis("rm", "-rf", path.toString());
  }
}
