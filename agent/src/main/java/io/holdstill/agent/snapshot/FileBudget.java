package io.holdstill.agent.snapshot;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many descriptors a snapshot may hold: the application must keep a quarter of what it is
 * allowed or it would fail for our sake.
 */
final class FileBudget {
  private final AtomicLong left;
  private final long allowed;

  FileBudget() throws IOException {
    allowed = limit();
    String[] open = new File("/proc/self/fd").list();
    long used = open == null ? 0 : open.length;
    left = new AtomicLong(allowed - allowed / 4 - used);
  }

  void takeOne() throws IOException {
    if (left.decrementAndGet() < 0) {
      throw new IOException(
          "the sources hold more files than this process may keep open beside its own ("
              + allowed
              + " allowed); raise its limit (ulimit -n) or exclude some");
    }
  }

  void giveOneBack() {
    left.incrementAndGet();
  }

  private static long limit() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/limits"))) {
      if (line.startsWith("Max open files")) {
        String soft = line.substring("Max open files".length()).trim().split("\\s+")[0];
        return soft.equals("unlimited") ? 1 << 20 : Long.parseLong(soft);
      }
    }
    return 1024;
  }
}
