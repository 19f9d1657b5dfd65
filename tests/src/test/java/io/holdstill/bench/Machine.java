package io.holdstill.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** On what the figures were taken, and how busy it was before they were. */
final class Machine {
  private static final Path MEMORY = Path.of("/dev/shm");

  private Machine() {}

  /** The first line of every report. */
  static void introduce(String title) throws IOException {
    System.out.printf(
        "%s: %d cores, load average %s, Linux %s, %s%n%n",
        title,
        Runtime.getRuntime().availableProcessors(),
        loadAverage(),
        System.getProperty("os.version"),
        System.getProperty("java.vm.version"));
  }

  private static String loadAverage() throws IOException {
    String[] fields = Files.readString(Path.of("/proc/loadavg")).split(" ");
    return String.join(" ", fields[0], fields[1], fields[2]);
  }

  /** A file system in memory, or where there is none, the one of temporary files. */
  static Path memory() {
    return Files.isWritable(MEMORY) ? MEMORY : temporary();
  }

  static Path temporary() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  static String fileSystem(Path path) throws IOException {
    return Files.getFileStore(path).type();
  }
}
