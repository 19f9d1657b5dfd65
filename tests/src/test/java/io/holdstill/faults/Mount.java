package io.holdstill.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A small file system; only root can mount one. In CI not to be able to is a failure. */
record Mount(Path path) implements AutoCloseable {
  static Mount tmpfs(Path path) throws IOException {
    Files.createDirectory(path);
    return mounted(path, "mount -t tmpfs -o size=32m none '" + path + "'");
  }

  static Mount ext4(Path path) throws IOException {
    Files.createDirectory(path);
    String image = path + ".img";
    return mounted(
        path,
        ("truncate -s 32M '%s' && mkfs.ext4 -q -F -m 0 '%s' && mount -o loop '%s' '%s'")
            .formatted(image, image, image, path));
  }

  private static Mount mounted(Path path, String script) throws IOException {
    String said = said(script);
    if (said == null) {
      return new Mount(path);
    }
    String reason = "not tried, because nothing can be mounted here: " + said;
    System.out.println(reason);
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError(reason);
    }
    Assumptions.abort(reason);
    return null;
  }

  void readOnly() throws IOException {
    shell("mount -o remount,ro '" + path + "'");
  }

  void writable() throws IOException {
    shell("mount -o remount,rw '" + path + "'");
  }

  static void shell(String script) throws IOException {
    String said = said(script);
    if (said != null) {
      throw new AssertionError(script + ": " + said);
    }
  }

  /** Null if it succeeded, else what it said. */
  private static String said(String script) throws IOException {
    Process shell = new ProcessBuilder("sh", "-ec", script).redirectErrorStream(true).start();
    String output = new String(shell.getInputStream().readAllBytes());
    try {
      return shell.waitFor() == 0 ? null : output;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws IOException {
    said("umount -l '" + path + "'");
  }
}
