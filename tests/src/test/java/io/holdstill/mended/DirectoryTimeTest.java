package io.holdstill.mended;

import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** A directory's time is not older than a file that was made in it, whoever looked at it last. */
class DirectoryTimeTest {
  @TempDir Path directory;

  @JdkTest
  void isOfTheLastChange(Jdk jdk) {
    Scene.plays(jdk, "", Program.class, directory);
  }

  /** One thread makes files; others reopen one, which makes them look at the directory, too. */
  public static final class Program {
    private static final int SNAPSHOTS = 12;
    private static final int REOPENING = 4;
    private static final int MOST_FILES = 60;

    private final Copies copies;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean stop;

    private Program(Copies copies) {
      this.copies = copies;
    }

    public static void main(String[] args) throws Exception {
      new Program(new Copies(args[0])).run();
      Copies.end();
    }

    private void run() throws Exception {
      start(this::make);
      for (int i = 0; i < REOPENING; i++) {
        start(() -> new FileOutputStream(copies.source().resolve("file").toFile()).close());
      }
      for (int i = 0; i < SNAPSHOTS && failure.get() == null; i++) {
        check(Path.of(copies.mustBeConsistent().text("destination")).resolve("source"));
      }
      stop = true;
      if (failure.get() != null) {
        throw new AssertionError("a writer failed", failure.get());
      }
    }

    private interface Work {
      void once() throws IOException;
    }

    private void start(Work work) {
      Thread thread = new Thread(() -> work(work), "writer");
      thread.setDaemon(true);
      thread.start();
    }

    private void work(Work work) {
      try {
        while (!stop) {
          work.once();
        }
      } catch (Throwable t) {
        failure.compareAndSet(null, t);
      }
    }

    /** They are never changed: each is as old as the directory was then. */
    private void make() throws IOException {
      for (int i = 0; i < MOST_FILES && !stop; i++) {
        Files.createFile(copies.source().resolve("made-" + i));
      }
      for (int i = 0; i < MOST_FILES && !stop; i++) {
        Files.deleteIfExists(copies.source().resolve("made-" + i));
      }
    }

    private static void check(Path copy) throws IOException {
      FileTime time = Files.getLastModifiedTime(copy);
      try (Stream<Path> files = Files.list(copy)) {
        for (Path file : files.filter(f -> f.toString().contains("made-")).toList()) {
          Copies.require(
              Files.getLastModifiedTime(file).compareTo(time) <= 0,
              file + " is younger than its directory: " + time);
        }
      }
    }
  }
}
