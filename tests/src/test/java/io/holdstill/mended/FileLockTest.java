package io.holdstill.mended;

import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process loses its POSIX locks on a file when it closes any descriptor of that file, and a
 * snapshot opens and closes one.
 */
class FileLockTest {
  @TempDir Path directory;

  @JdkTest
  void theApplicationKeepsItsLocks(Jdk jdk) {
    Scene.plays(jdk, "", Owner.class, directory);
  }

  /** Holds one lock all the time, and takes another between two snapshots. */
  public static final class Owner {
    public static void main(String[] args) throws Exception {
      Copies copies = new Copies(args[0]);
      Path early = Files.write(copies.source().resolve("early"), new byte[10]);
      Path late = Files.write(copies.source().resolve("late"), new byte[10]);
      try (FileChannel first = open(early);
          FileChannel second = open(late)) {
        FileLock lock = first.lock();
        require("refused", early);
        copies.mustBeConsistent();
        require("refused", early);
        require("granted", late);
        second.lock();
        require("refused", late);
        copies.mustBeConsistent();
        require("refused", early);
        require("refused", late);
        lock.release();
        require("granted", early);
      }
      Copies.end();
    }

    private static FileChannel open(Path file) throws IOException {
      return FileChannel.open(file, StandardOpenOption.WRITE);
    }

    private static void require(String wanted, Path file) throws Exception {
      String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
      String classPath = System.getProperty("java.class.path");
      Process other =
          new ProcessBuilder(java, "-cp", classPath, Other.class.getName(), file.toString())
              .redirectErrorStream(true)
              .start();
      String answer = new String(other.getInputStream().readAllBytes()).strip();
      Copies.require(answer.equals(wanted), file + " was not " + wanted + ": " + answer);
    }
  }

  /** Another process, without the agent, that wants the same lock. */
  public static final class Other {
    public static void main(String[] args) throws IOException {
      try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE);
          FileLock lock = channel.tryLock()) {
        System.out.println(lock == null ? "refused" : "granted");
      }
    }
  }
}
