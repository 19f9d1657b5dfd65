package io.holdstill.mended;

import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;

/**
 * A directory that a link to itself replaced while it was being listed failed the snapshot: "Too
 * many levels of symbolic links".
 */
class LinkChurnTest {
  @TempDir Path directory;

  @JdkTest
  void directoriesThatBecomeCircularLinksFailNoSnapshot(Jdk jdk) {
    Scene.plays(jdk, "", Program.class, directory);
  }

  /** Directories with content, links to themselves and links out of the sources, in turns. */
  public static final class Program {
    private static final int SNAPSHOTS = 60;
    private static volatile boolean stop;

    public static void main(String[] args) throws Exception {
      Copies copies = new Copies(args[0]);
      Path outside = Files.createDirectory(copies.directory().resolve("outside"));
      Files.write(outside.resolve("secret"), new byte[10]);
      FutureTask<Integer> churn = new FutureTask<>(() -> churn(copies.source(), outside));
      Thread thread = new Thread(churn, "churn");
      thread.setDaemon(true);
      thread.start();
      for (int i = 0; i < SNAPSHOTS; i++) {
        copies.mustBeConsistent();
      }
      stop = true;
      int rounds = churn.get(30, TimeUnit.SECONDS);
      Copies.require(rounds >= SNAPSHOTS, "only " + rounds + " rounds: too few to be a test");
      Copies.end();
    }

    private static int churn(Path source, Path outside) {
      int rounds = 0;
      try {
        while (!stop) {
          round(source.resolve("d" + rounds % 3), rounds % 2 == 0 ? Path.of("d0") : outside);
          rounds++;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return rounds;
    }

    private static void round(Path name, Path target) throws IOException {
      Files.createDirectory(name);
      for (int i = 0; i < 5; i++) {
        Files.write(name.resolve("secret" + (i == 0 ? "" : i)), new byte[100]);
      }
      for (int i = 0; i < 5; i++) {
        Files.delete(name.resolve("secret" + (i == 0 ? "" : i)));
      }
      Files.delete(name);
      Files.createSymbolicLink(name, target.isAbsolute() ? target : name.getFileName());
      Files.delete(name);
    }
  }
}
