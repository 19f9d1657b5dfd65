package io.holdstill.copy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What a shell knows of files better than Java: odd names, blocks, owners. */
final class Shell {
  private static final long DEADLINE_SECONDS = 60;

  private Shell() {}

  /** The output of a script that must succeed; one character a byte. */
  static String run(Path directory, String script) {
    try {
      Process process = start(directory, script);
      byte[] output = process.getInputStream().readAllBytes();
      String text = new String(output, StandardCharsets.ISO_8859_1);
      if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError(script + "\nfailed: " + text);
      }
      return text;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(script, e);
    }
  }

  static Process start(Path directory, String script) throws IOException {
    ProcessBuilder shell = new ProcessBuilder("sh", "-ec", script);
    shell.environment().put("LC_ALL", "C");
    return shell.directory(directory.toFile()).redirectErrorStream(true).start();
  }
}
