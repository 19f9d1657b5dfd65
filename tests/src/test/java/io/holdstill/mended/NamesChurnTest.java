package io.holdstill.mended;

import io.holdstill.copy.Request;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;

/** About one snapshot of fifty failed with "Bad file descriptor" where names came and went. */
class NamesChurnTest {
  @TempDir Path directory;

  @JdkTest
  void namesThatComeAndGoFailNoSnapshot(Jdk jdk) {
    Scene.plays(jdk, "", Program.class, directory);
  }

  /** Renames, deletes and makes anew without a pause while the snapshots are taken. */
  public static final class Program {
    private static final int SNAPSHOTS = 60;
    private static volatile boolean stop;

    public static void main(String[] args) throws Exception {
      Copies copies = new Copies(args[0]);
      FutureTask<Integer> churn = new FutureTask<>(() -> churn(copies.source()));
      Thread thread = new Thread(churn, "churn");
      thread.setDaemon(true);
      thread.start();
      for (int i = 0; i < SNAPSHOTS; i++) {
        copies.mustBeConsistent();
      }
      stop = true;
      int rounds = churn.get(30, TimeUnit.SECONDS);
      Copies.require(rounds >= SNAPSHOTS, "only " + rounds + " rounds: too few to be a test");
      Copies.require(Request.attribute("State").equals("ARMED"), "it is armed no longer");
      Copies.end();
    }

    private static int churn(Path source) {
      int rounds = 0;
      try {
        while (!stop) {
          round(source, rounds++ % 5);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return rounds;
    }

    /** What was made anew has, as a rule, the inode number of what was deleted. */
    private static void round(Path source, int number) throws IOException {
      Path name = source.resolve("name-" + number);
      Path other = source.resolve("other-" + number);
      Files.write(name, new byte[5_000]);
      Files.move(name, other, StandardCopyOption.REPLACE_EXISTING);
      Files.write(name, new byte[3_000]);
      Files.move(name, other, StandardCopyOption.ATOMIC_MOVE);
      Files.write(name, new byte[100]);
      if (!name.toFile().renameTo(other.toFile()) || !other.toFile().delete()) {
        throw new IOException(other + " could not be renamed or deleted");
      }
    }
  }
}
