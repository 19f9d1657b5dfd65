package io.holdstill.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A file system of its own for a test; only root can mount one, and others leave the test out. */
record Mounted(Path path) implements AutoCloseable {
  static Mounted tmpfs(Path path, String options) throws IOException {
    Files.createDirectory(path);
    Process mount = Shell.start(path, "mount -t tmpfs -o " + options + " none '" + path + "'");
    try {
      Assumptions.assumeTrue(mount.waitFor() == 0, "mounting a tmpfs is not allowed here");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return new Mounted(path);
  }

  Path resolve(String name) {
    return path.resolve(name);
  }

  @Override
  public void close() {
    Shell.run(path.getParent(), "umount -l '" + path + "'");
  }
}
