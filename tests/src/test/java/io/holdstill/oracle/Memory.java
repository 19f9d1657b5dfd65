package io.holdstill.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A directory for programs and copies, in memory where the machine offers that: snapshots are
 * forced to the device, which a disk takes long for. {@code -Dholdstill.oracle.directory=DIRECTORY}
 * puts it elsewhere.
 */
final class Memory implements AutoCloseable {
  private final Path home;

  private Memory(Path home) {
    this.home = home;
  }

  static Memory take() throws IOException {
    String named = System.getProperty("holdstill.oracle.directory", "/dev/shm");
    Path parent = Files.isWritable(Path.of(named)) ? Path.of(named) : Path.of("target");
    Memory memory = new Memory(Files.createTempDirectory(parent.toAbsolutePath(), "holdstill-"));
    Files.createDirectory(memory.path("programs"));
    return memory;
  }

  Path path(String name) {
    return home.resolve(name);
  }

  @Override
  public void close() throws IOException {
    OracleProgram.remove(home);
  }
}
