package io.holdstill.agent.snapshot;

import io.holdstill.agent.config.Reserve;
import io.holdstill.runtime.gate.Io;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** DEST while it is being made, {@code DEST.partial}, and its one rename. */
final class Destination {
  /** What follows its name until it is. */
  static final String UNFINISHED = ".partial";

  private static final String MARK = ".holdstill-in-progress";
  private static final long CHECK_EVERY_BYTES = 16L << 20;

  private Path last;
  private Path partial;
  private final Reserve reserve;
  private FileStore store;
  private boolean made;
  private long sinceCheck;

  Destination(Path destination, Reserve reserve) {
    this.last = destination;
    this.partial = destination.resolveSibling(destination.getFileName() + UNFINISHED);
    this.reserve = reserve;
  }

  /** Where everything is laid until then. */
  Path partial() {
    return partial;
  }

  /** Refuses what cannot come to a good end, before anything is read. */
  void check(List<Path> sources) throws IOException, Refused {
    Path parent = last.getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw Refused.failed(
          last + ": the directory that is to hold it does not exist; make it first");
    }
    if (Files.exists(last, LinkOption.NOFOLLOW_LINKS)) {
      throw Refused.failed(
          last + ": exists already; a destination must be new, name another or remove it");
    }
    Path real = parent.toRealPath().resolve(last.getFileName());
    last = real; // so that what is forced and renamed is no link's business
    partial = real.resolveSibling(real.getFileName() + UNFINISHED);
    for (Path source : sources) {
      if (Files.exists(source) && real.startsWith(source.toRealPath())) {
        throw Refused.failed(
            last + ": lies inside the source " + source + "; name a place outside of it");
      }
    }
    store = Files.getFileStore(parent);
    if (store.isReadOnly()) {
      throw Refused.failed(last + ": its file system is read-only; name another place");
    }
  }

  /** Clears what an earlier request left here, and begins anew. */
  void make() throws IOException, Refused {
    if (Files.exists(partial, LinkOption.NOFOLLOW_LINKS)) {
      requireOurs();
      remove(partial);
    }
    try {
      Files.createDirectory(partial);
    } catch (IOException e) {
      throw Refused.failed(
          partial + ": cannot be made (" + e + "); the process writes it as its own user");
    }
    made = true;
    Files.createFile(partial.resolve(MARK));
  }

  /** Somebody else's directory may be called so; only what a request of ours left is cleared. */
  private void requireOurs() throws IOException, Refused {
    try (Stream<Path> entries = Files.list(partial)) {
      if (!Files.exists(partial.resolve(MARK)) && entries.findAny().isPresent()) {
        throw Refused.failed(
            partial
                + ": exists and is not of a snapshot; move it away or name another destination");
      }
    } catch (NotDirectoryException e) {
      throw Refused.failed(
          partial + ": exists and is no directory; move it away or name another destination");
    }
  }

  /** Refuses a snapshot that would not fit beside the reserve. */
  void checkSpace(long bytes) throws IOException, Refused {
    long free = store.getUsableSpace();
    long kept = reserve.of(store.getTotalSpace());
    if (free - bytes < kept) {
      throw Refused.failed(
          last
              + ": "
              + bytes
              + " bytes would not fit: "
              + free
              + " are free and "
              + kept
              + " are to stay so; make room or lower reserve");
    }
  }

  /** While copying: cancelled when others have used up the space. */
  void wrote(long bytes) throws IOException, Refused {
    sinceCheck += bytes;
    if (sinceCheck >= CHECK_EVERY_BYTES) {
      sinceCheck = 0;
      if (store.getUsableSpace() < reserve.of(store.getTotalSpace())) {
        throw Refused.failed(
            last + ": free space fell below the reserve while copying; make room or lower reserve");
      }
    }
  }

  /** The one rename, forced. */
  void publish() throws IOException {
    Files.delete(partial.resolve(MARK));
    force(partial);
    if (Files.exists(last, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(last + ": appeared while the snapshot was made; it was left alone");
    }
    Files.move(partial, last, StandardCopyOption.ATOMIC_MOVE);
    try {
      force(last.getParent());
    } catch (IOException e) {
      Files.move(last, partial, StandardCopyOption.ATOMIC_MOVE); // to be discarded
      throw e;
    }
    made = false;
  }

  /** Leaves nothing behind. */
  void discard() throws IOException {
    if (made) {
      remove(partial);
      made = false;
    }
  }

  static void force(Path directory) throws IOException {
    FileDescriptor fd = Io.open(directory, Io.RDONLY, 0);
    try {
      Io.force(fd);
    } finally {
      Io.close(fd);
    }
  }

  private static void remove(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      path.toFile().setWritable(true, true); // a kept mode may forbid to us what we made
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
        for (Path entry : entries) {
          remove(entry);
        }
      }
    }
    Files.delete(path);
  }
}
