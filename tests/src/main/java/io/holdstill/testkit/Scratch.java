package io.holdstill.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;

/** Temporary directories, and what else goes as the JVM ends. */
final class Scratch {
  private static final Deque<AutoCloseable> AT_END = new ArrayDeque<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Scratch::end, "holdstill-testkit-end"));
  }

  private Scratch() {}

  /** A directory that is removed as the JVM ends. */
  static Path directory(String name) {
    try {
      Path made = Files.createTempDirectory("holdstill-" + name + "-").toRealPath();
      atEnd(() -> remove(made));
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "no temporary directory can be made; free space, or name another with"
              + " -Djava.io.tmpdir=DIR",
          e);
    }
  }

  static void atEnd(AutoCloseable what) {
    synchronized (AT_END) {
      AT_END.push(what);
    }
  }

  /** What cannot be removed now, a file that a test left open on a slow share, goes at the end. */
  static void remove(Path directory) {
    try {
      Files.walkFileTree(directory, new Removal());
    } catch (IOException e) {
      directory.toFile().deleteOnExit();
    }
  }

  /** The last first: a journal is closed before its directory goes. */
  private static void end() {
    synchronized (AT_END) {
      while (!AT_END.isEmpty()) {
        try {
          AT_END.pop().close();
        } catch (Exception e) {
          System.err.println("holdstill: a temporary directory of the tests may remain: " + e);
        }
      }
    }
  }

  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      directory.toFile().setWritable(true); // as recorded it may forbid to empty it
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException failure)
        throws IOException {
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
