package io.holdstill.agent.posix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which permissions this process gives to what it makes. It can be asked for in no other way
 * without being changed for all threads.
 */
public final class Umask {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String FIELD = "Umask:";

  private Umask() {}

  /** Of a new directory; for its owner alone where the kernel, before 4.7, does not say. */
  public static int directory() throws IOException {
    for (String line : Files.readAllLines(STATUS, StandardCharsets.ISO_8859_1)) {
      if (line.startsWith(FIELD)) {
        return 0777 & ~Integer.parseInt(line.substring(FIELD.length()).trim(), 8);
      }
    }
    return 0700;
  }
}
