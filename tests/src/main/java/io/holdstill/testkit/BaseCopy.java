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
import java.util.Map;

/** A plain copy of a directory that nobody writes to, as {@code cp -a} would make it. */
final class BaseCopy extends SimpleFileVisitor<Path> {
  private final Path from;
  private final Path to;
  private final Map<Object, Path> copied = new HashMap<>();

  private BaseCopy(Path from, Path to) {
    this.from = from;
    this.to = to;
  }

  static void of(Path directory, Path to) throws IOException {
    Files.walkFileTree(directory, new BaseCopy(directory, to));
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
      throws IOException {
    copy(directory);
    return FileVisitResult.CONTINUE;
  }

  /** A second name of one file stays one; sockets, FIFOs and devices are left out. */
  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    if (attributes.isOther()) {
      return FileVisitResult.CONTINUE;
    }
    Path first = copied.putIfAbsent(attributes.fileKey(), in(file));
    if (first == null || attributes.isSymbolicLink()) {
      copy(file);
    } else {
      Files.createLink(in(file), first);
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
