package io.holdstill.agent.snapshot;

import io.holdstill.runtime.gate.FileKey;
import io.holdstill.runtime.gate.FileStatus;
import io.holdstill.runtime.gate.Io;
import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/**
 * A directory by its descriptor. What is made below {@link #path} is made in it, whatever becomes
 * of its name meanwhile: nobody who may change names above it can lead us elsewhere.
 */
final class HeldDirectory implements Closeable {
  final FileKey key;
  private final FileDescriptor descriptor;
  private final FileStatus status;

  private HeldDirectory(FileDescriptor descriptor, FileStatus status) {
    this.descriptor = descriptor;
    this.status = status;
    this.key = status.key;
  }

  /** Follows no link in the last name. */
  static HeldDirectory open(Path path) throws IOException {
    FileDescriptor descriptor = Io.open(path, Io.RDONLY, 0);
    try {
      FileStatus status = FileStatus.of(descriptor);
      if (!status.directory()) {
        throw new NotDirectoryException(path.toString());
      }
      return new HeldDirectory(descriptor, status);
    } catch (IOException | RuntimeException e) {
      Io.close(descriptor);
      throw e;
    }
  }

  /** A path that leads into it for as long as it is held. */
  Path path() {
    return Path.of("/proc/self/fd/" + Io.number(descriptor));
  }

  Path resolve(Path name) {
    return path().resolve(name);
  }

  /** Where its name has gone by now. */
  Path name() throws IOException {
    return Io.readLink(path());
  }

  /** True if this is what the path names. */
  boolean isAt(Path path) throws IOException {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
        && FileStatus.of(path, false).key.equals(key);
  }

  boolean ownedBy(int uid) {
    return status.uid == uid;
  }

  boolean isEmpty() throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path())) {
      return !entries.iterator().hasNext();
    }
  }

  void mode(int bits) throws IOException {
    Io.mode(descriptor, bits);
  }

  void force() throws IOException {
    Io.force(descriptor);
  }

  /** Removes all that it holds. */
  void clear() throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path())) {
      for (Path entry : entries) {
        remove(entry);
      }
    }
  }

  private static void remove(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      try (HeldDirectory inner = open(path)) {
        inner.mode(0700); // a kept mode may forbid to us what we made
        inner.clear();
      }
    }
    Files.delete(path);
  }

  @Override
  public void close() throws IOException {
    Io.close(descriptor);
  }
}
