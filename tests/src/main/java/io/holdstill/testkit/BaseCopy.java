package io.holdstill.testkit;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** A plain copy of a directory that nobody writes to, as {@code cp -a} would make it. */
final class BaseCopy extends SimpleFileVisitor<Path> {
  private final Path from;
  private final Path to;
  private final Predicate<Path> excluded;
  private final Map<Object, Path> copied = new HashMap<>();

  /** By file, how many of its names were not come by. */
  private final Map<Path, Integer> elsewhere = new LinkedHashMap<>();

  private BaseCopy(Path from, Path to, Predicate<Path> excluded) {
    this.from = from;
    this.to = to;
    this.excluded = excluded;
  }

  /**
   * @throws IllegalStateException if a file has a name that is not below the directory
   */
  static void of(Path directory, Path to, Predicate<Path> excluded) throws IOException {
    BaseCopy copy = new BaseCopy(directory, to, excluded);
    Files.walkFileTree(directory, copy);
    copy.requireNoNameElsewhere();
  }

  /** What is written through such a name is not recorded. */
  private void requireNoNameElsewhere() {
    elsewhere.forEach(
        (file, names) -> {
          if (names != 0) {
            throw new IllegalStateException(
                file
                    + ": has another name outside of "
                    + from
                    + ", through which it may be written unseen; record a directory that holds all"
                    + " its names, make it a copy, or leave it out with exclude");
          }
        });
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
      throws IOException {
    if (excluded.test(directory)) {
      return FileVisitResult.SKIP_SUBTREE;
    }
    copy(directory);
    return FileVisitResult.CONTINUE;
  }

  /** A second name of one file stays one; sockets, FIFOs and devices are left out. */
  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    if (attributes.isOther() || excluded.test(file)) {
      return FileVisitResult.CONTINUE;
    }
    if (attributes.isSymbolicLink()) {
      copy(file);
      return FileVisitResult.CONTINUE;
    }
    Path first = copied.putIfAbsent(attributes.fileKey(), file);
    if (first == null) {
      copy(file);
      int names = (Integer) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS);
      elsewhere.put(file, names - 1);
    } else {
      Files.createLink(in(file), in(first));
      elsewhere.merge(first, -1, Integer::sum);
    }
    return FileVisitResult.CONTINUE;
  }

  /** Its time was changed by what was laid into it. */
  @Override
  public FileVisitResult postVisitDirectory(Path directory, IOException failure)
      throws IOException {
    if (failure != null) {
      throw failure;
    }
    BasicFileAttributes attributes = Files.readAttributes(directory, BasicFileAttributes.class);
    Files.getFileAttributeView(in(directory), BasicFileAttributeView.class)
        .setTimes(attributes.lastModifiedTime(), null, null);
    return FileVisitResult.CONTINUE;
  }

  private void copy(Path path) throws IOException {
    Files.copy(path, in(path), StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
  }

  private Path in(Path path) {
    return to.resolve(from.relativize(path));
  }
}
