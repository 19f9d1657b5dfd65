package io.holdstill.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What stood below a directory as its recording was about to be ended by a question, by names,
 * inodes, sizes and times: what is written later is in no record, and must not pass for checked.
 */
final class LiveFiles {
  /** File systems stamp by a clock that moves on every 1 to 10 ms. */
  private static final long TICK_MILLIS = 20;

  private final Path directory;
  private final Predicate<Path> excluded;
  private final Map<Path, String> stood;
  private String change = "";

  LiveFiles(Path directory, Predicate<Path> excluded) {
    this.directory = directory;
    this.excluded = excluded;
    Walk walk = walk();
    this.stood = walk.found;
    awaitTick(walk.newestMillis);
  }

  private Walk walk() {
    try {
      Walk walk = new Walk(excluded);
      Files.walkFileTree(directory, walk);
      return walk;
    } catch (IOException e) {
      throw new UncheckedIOException(directory + " could not be looked at: " + e.getMessage(), e);
    }
  }

  /** Else the caller's next write could leave a file with the time that it has. */
  private static void awaitTick(long newestMillis) {
    long age = System.currentTimeMillis() - newestMillis;
    if (age >= 0 && age < TICK_MILLIS) {
      try {
        Thread.sleep(TICK_MILLIS - age);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // it is asked further, which takes as long
      }
    }
  }

  /**
   * A change that was seen once is not forgotten.
   *
   * @throws IllegalStateException naming one that has changed
   */
  void requireUnchanged() {
    if (change.isEmpty()) {
      change = change(walk().found);
    }
    if (!change.isEmpty()) {
      throw new IllegalStateException(
          change
              + " after the recording was first asked, which ended it, so that this is not recorded;"
              + " ask after the last write below "
              + directory
              + ", or close the recording and start another for what is written later");
    }
  }

  private String change(Map<Path, String> now) {
    for (Map.Entry<Path, String> each : stood.entrySet()) {
      String other = now.get(each.getKey());
      if (!each.getValue().equals(other)) {
        return each.getKey() + (other == null ? ": was removed" : ": was changed");
      }
    }
    for (Path each : now.keySet()) {
      if (!stood.containsKey(each)) {
        return each + ": was made";
      }
    }
    return "";
  }

  private static final class Walk extends SimpleFileVisitor<Path> {
    private final Predicate<Path> excluded;
    private final Map<Path, String> found = new TreeMap<>();
    private long newestMillis;

    Walk(Predicate<Path> excluded) {
      this.excluded = excluded;
    }

    /** Without its time, which changes with names that are excluded, too. */
    @Override
    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
      if (excluded.test(path)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      found.put(path, "directory " + attributes.fileKey());
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
      if (!attributes.isOther() && !excluded.test(path)) {
        String time = attributes.lastModifiedTime().toString();
        found.put(path, attributes.fileKey() + " " + attributes.size() + " " + time);
        newestMillis = Math.max(newestMillis, attributes.lastModifiedTime().toMillis());
      }
      return FileVisitResult.CONTINUE;
    }

    /** One that has just gone is as one that is not there. */
    @Override
    public FileVisitResult visitFileFailed(Path path, IOException failure) {
      if (!(failure instanceof NoSuchFileException) && !excluded.test(path)) {
        found.put(path, "unreadable");
      }
      return FileVisitResult.CONTINUE;
    }

    /** It went while it was listed: what was not seen counts as gone. */
    @Override
    public FileVisitResult postVisitDirectory(Path path, IOException failure) {
      return FileVisitResult.CONTINUE;
    }
  }
}
