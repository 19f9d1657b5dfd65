package io.holdstill.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * A file system of its own for a test. Only root can mount one: others leave the test out, with the
 * reason, and in CI not to be able to is a failure.
 */
public record Mount(Path path) implements AutoCloseable {
  /**
   * @param options of {@code mount}, as {@code size=32m}
   */
  public static Mount tmpfs(Path path, String options) throws IOException {
    Files.createDirectory(path);
    return mounted(path, "mount -t tmpfs -o %s none '%s'".formatted(options, path));
  }

  public static Mount ext4(Path path, String size) throws IOException {
    Files.createDirectory(path);
    String image = path + ".img";
    return mounted(
        path,
        "truncate -s %s '%s' && mkfs.ext4 -q -F -m 0 '%s' && mount -o loop '%s' '%s'"
            .formatted(size, image, image, image, path));
  }

  /**
   * An ext4 whose device fails to write once so much has been written: its image lies, with holes,
   * on a file system that is smaller.
   */
  public static Mount failing(Path path, Path small, String size) throws IOException {
    Files.createDirectory(path);
    Files.createDirectory(small);
    return mounted(
        path,
        ("mount -t tmpfs -o size=%s none '%s' && truncate -s 512M '%s/image'"
                + " && mkfs.ext4 -q -F -m 0 -O ^has_journal '%s/image'"
                + " && mount -o loop '%s/image' '%s'")
            .formatted(size, small, small, small, small, path));
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

  public Path resolve(String name) {
    return path.resolve(name);
  }

  public void readOnly() throws IOException {
    shell("mount -o remount,ro '" + path + "'");
  }

  public void writable() throws IOException {
    shell("mount -o remount,rw '" + path + "'");
  }

  /** Fails if the script does. */
  public static void shell(String script) throws IOException {
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
