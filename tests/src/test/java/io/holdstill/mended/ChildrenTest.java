package io.holdstill.mended;

import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.io.TempDir;

/** A child has all descriptors of the JVM until it is the program that was started: no writer. */
class ChildrenTest {
  @TempDir Path directory;

  @JdkTest
  void areNoWaysPastTheBarrier(Jdk jdk) {
    Scene.plays(jdk, "", Program.class, directory);
  }

  /** One thread writes, others start children, one after the other. */
  public static final class Program {
    private static final int SNAPSHOTS = 60;
    private static final int STARTERS = 3;

    private Program() {}

    public static void main(String[] args) throws Exception {
      Copies copies = new Copies(args[0]);
      AtomicReference<Throwable> failure = new AtomicReference<>();
      try (RandomAccessFile file =
          new RandomAccessFile(copies.source().resolve("data").toFile(), "rw")) {
        for (int i = 0; i < STARTERS; i++) {
          Thread starter = new Thread(() -> startChildren(failure), "starter");
          starter.setDaemon(true);
          starter.start();
        }
        for (int i = 0; i < SNAPSHOTS && failure.get() == null; i++) {
          file.write(i);
          copies.mustBeConsistent();
        }
      }
      if (failure.get() != null) {
        throw new AssertionError("a child could not be started", failure.get());
      }
      Copies.end();
    }

    private static void startChildren(AtomicReference<Throwable> failure) {
      try {
        while (true) {
          new ProcessBuilder("true").start().waitFor();
        }
      } catch (Throwable t) {
        failure.set(t);
      }
    }
  }
}
