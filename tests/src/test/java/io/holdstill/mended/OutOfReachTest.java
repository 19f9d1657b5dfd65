package io.holdstill.mended;

import io.holdstill.copy.Receipt;
import io.holdstill.copy.Request;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be copied was left out in silence, and the copy called consistent. */
class OutOfReachTest {
  @TempDir Path directory;

  @JdkTest
  void whatCannotBeReachedOrHoldsStillForNobodyIsRefused(Jdk jdk) {
    Scene.plays(jdk, "", Program.class, directory);
  }

  /** A tree deeper than any path, and a file that the kernel makes as it is read. */
  public static final class Program {
    private static final int DEEP = 12;
    private static final String NAME = "d".repeat(200);

    public static void main(String[] args) throws IOException {
      Copies copies = new Copies(args[0]);
      Receipt kernel =
          Request.of(Path.of("/proc/self/limits"), copies.directory().resolve("limits")).take();
      Copies.requireSaid(Copies.require(kernel, "FAILED"), "made by the kernel");
      Path top = copies.source();
      Path half = deepen(top);
      Path moved = copies.directory().resolve("moved");
      Files.move(half, moved); // a path is at most 4,095 bytes long: built in halves
      Path second = deepen(top);
      Files.move(moved, deepest(second).resolve("half"));
      Receipt deep = copies.request().take();
      Copies.requireSaid(Copies.require(deep, "FAILED"), "too long");
      Copies.end();
      shorten(deepest(second), copies.directory().resolve("rest"));
    }

    /** The topmost of the new directories. */
    private static Path deepen(Path below) throws IOException {
      Path path = below.resolve(NAME);
      Files.createDirectories(path);
      Path deepest = path;
      for (int i = 1; i < DEEP; i++) {
        deepest = Files.createDirectory(deepest.resolve(NAME));
      }
      return path;
    }

    private static Path deepest(Path path) {
      for (int i = 1; i < DEEP; i++) {
        path = path.resolve(NAME);
      }
      return path;
    }

    /** So that whoever removes the temporary directory can. */
    private static void shorten(Path second, Path rest) throws IOException {
      try (DirectoryStream<Path> names = Files.newDirectoryStream(second)) {
        SecureDirectoryStream<Path> from = (SecureDirectoryStream<Path>) names;
        try (DirectoryStream<Path> to = Files.newDirectoryStream(rest.getParent())) {
          from.move(Path.of("half"), (SecureDirectoryStream<Path>) to, rest.getFileName());
        }
      }
    }
  }
}
