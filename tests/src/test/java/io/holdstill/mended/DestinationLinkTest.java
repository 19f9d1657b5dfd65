package io.holdstill.mended;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.holdstill.copy.Request;
import io.holdstill.harness.Cli;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The directory that was forced after the last rename was opened without following links. */
class DestinationLinkTest {
  @TempDir Path directory;

  @JdkTest
  void theParentOfTheDestinationMayBeALink(Jdk jdk) throws IOException {
    Path real = Files.createDirectory(directory.resolve("real"));
    Files.createSymbolicLink(directory.resolve("backup"), real);
    Scene.plays(jdk, "", Program.class, directory);
    assertArrayEquals(new byte[10_000], Files.readAllBytes(real.resolve("copy/source/file")));
    Cli.Result verified = Cli.on(jdk).run("verify", real.resolve("copy").toString());
    assertEquals(0, verified.exit(), verified::toString);
  }

  /** Takes one snapshot, by way of the link. */
  public static final class Program {
    public static void main(String[] args) throws IOException {
      Copies copies = new Copies(args[0]);
      Request.of(copies.source(), copies.directory().resolve("backup/copy")).take().orFail();
      Copies.end();
    }
  }
}
