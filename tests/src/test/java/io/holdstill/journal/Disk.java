package io.holdstill.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A small file system; only root can mount one. In CI not to be able to is a failure. */
public record Disk(Path path) implements AutoCloseable {
  public static Disk tmpfs(Path path) throws IOException {
    Files.createDirectory(path);
    return mounted(path, "mount -t tmpfs -o size=48m none '" + path + "'");
  }

  /**
   * An ext4 whose device fails to write once so much has been written: its image lies, with holes,
   * on a file system that is smaller.
   */
  static Disk failing(Path path, Path small, String size) throws IOException {
    Files.createDirectory(path);
    Files.createDirectory(small);
    return mounted(
        path,
        "mount -t tmpfs -o size="
            + size
            + " none '"
            + small
            + "' && truncate -s 512M '"
            + small
            + "/image' && mkfs.ext4 -q -F -m 0 -O ^has_journal '"
            + small
            + "/image' && mount -o loop '"
            + small
            + "/image' '"
            + path
            + "'");
  }

  static Disk ext4(Path path) throws IOException {
    Files.createDirectory(path);
    String image = path + ".img";
    return mounted(
        path,
        "truncate -s 64M '"
            + image
            + "' && mkfs.ext4 -q -F -m 0 '"
            + image
            + "' && mount -o loop '"
            + image
            + "' '"
            + path
            + "'");
  }

  private static Disk mounted(Path path, String script) throws IOException {
    String said = shell(script);
    if (said == null) {
      return new Disk(path);
    }
    String reason = "a full disk is not tried: mounting is not allowed here: " + said;
    System.out.println(reason);
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError(reason);
    }
    Assumptions.abort(reason);
    return null;
  }

  /** Null if it succeeded, else what it said. */
  private static String shell(String script) throws IOException {
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
    shell("umount -l '" + path + "'");
  }
}
