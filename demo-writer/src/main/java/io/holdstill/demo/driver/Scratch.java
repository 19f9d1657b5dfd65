package io.holdstill.demo.driver;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The demo's directory and processes; both are gone at the end, however the end comes. */
final class Scratch implements Closeable {
  private static final long GIB = 1L << 30;

  private final Path directory;
  private final Children children;
  private final Thread hook = new Thread(this::clear, "demo-clear");

  private Scratch(Path directory) {
    this.directory = directory;
    this.children = new Children(directory);
  }

  /** Refuses where the disk is too full for the file and one copy at a time. */
  static Scratch in(DemoPlan plan) throws IOException {
    FileStore disk = Files.getFileStore(plan.directory());
    long freeMib = disk.getUsableSpace() >> 20;
    long neededMib = 2 * (plan.bytes() >> 20) + (reserve(plan, disk) >> 20);
    if (freeMib < neededMib) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s has %,d MiB free, and the demo needs %,d; free some, give a smaller --size, or"
                  + " work elsewhere with --dir",
              plan.directory(),
              freeMib,
              neededMib));
    }
    Scratch scratch = new Scratch(Files.createTempDirectory(plan.directory(), "holdstill-demo-"));
    Runtime.getRuntime().addShutdownHook(scratch.hook);
    return scratch;
  }

  /** What Holdstill leaves free unless told otherwise: it would refuse to copy. */
  private static long reserve(DemoPlan plan, FileStore disk) throws IOException {
    return plan.reserveGiven() ? 0 : Math.max(disk.getTotalSpace() / 20, GIB);
  }

  Path resolve(String name) {
    return directory.resolve(name);
  }

  Children children() {
    return children;
  }

  boolean closed() {
    return children.closed();
  }

  /** Removes a file or a tree below the directory; nothing happens if it is not there. */
  void remove(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> tree = Files.walk(path)) {
      deepestFirst = tree.sorted(Comparator.reverseOrder()).collect(Collectors.toList());
    }
    for (Path one : deepestFirst) {
      Files.deleteIfExists(one);
    }
  }

  @Override
  public void close() {
    if (!closed()) {
      Runtime.getRuntime().removeShutdownHook(hook);
      clear();
    }
  }

  private void clear() {
    children.close();
    try {
      remove(directory);
    } catch (IOException e) {
      System.err.println(directory + " could not be removed: " + e + "; remove it by hand");
    }
  }
}
