package io.holdstill.agent.snapshot;

import io.holdstill.agent.config.Reserve;
import io.holdstill.agent.posix.OwnerOnly;
import io.holdstill.agent.posix.Umask;
import io.holdstill.runtime.gate.Faults;
import io.holdstill.runtime.gate.Io;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;

/**
 * DEST while it is being made, {@code DEST.partial}, and its one rename. Both directories, it and
 * the one that holds it, are held by descriptors: others may have the right to change their names.
 * Until that rename nobody but the owner can look into it.
 */
final class Destination {
  /** What follows its name until it is finished. */
  static final String UNFINISHED = ".partial";

  /** What the kernel takes. */
  private static final int LONGEST_PATH = 4095;

  private static final byte[] SUFFIX = UNFINISHED.getBytes(StandardCharsets.US_ASCII);
  private static final Path MARK = Path.of(".holdstill-in-progress");
  private static final long CHECK_EVERY_BYTES = 16L << 20;

  private final Reserve reserve;
  private final Path bounds;
  private Path last;
  private Path partial;
  private HeldDirectory parent;
  private HeldDirectory made;
  private FileStore store;
  private long sinceCheck;

  /**
   * @param bounds directory below which it must lie, or null
   */
  Destination(Path destination, Reserve reserve, Path bounds) {
    this.last = destination;
    this.partial = partial(destination);
    this.reserve = reserve;
    this.bounds = bounds;
  }

  /** By its bytes: a name need not be text in this process's locale. */
  private static Path partial(Path destination) {
    byte[] name = Io.bytes(destination);
    byte[] all = Arrays.copyOf(name, name.length + SUFFIX.length);
    System.arraycopy(SUFFIX, 0, all, name.length, SUFFIX.length);
    return Io.path(all);
  }

  /** What it is called until then. */
  Path partial() {
    return partial;
  }

  /** Where everything is laid until then. */
  Path place() {
    return made.path();
  }

  /** A message of what went wrong there, in names that the requester knows. */
  String named(String message) {
    if (message == null || parent == null) {
      return message;
    }
    String below = parent.path() + "/";
    String named = made == null ? message : message.replace(made.path() + "/", partial + "/");
    return named.replace(below, last.getParent() + "/");
  }

  /** Refuses what cannot come to a good end, before anything is read. */
  void check(List<Path> sources) throws IOException, Refused {
    Path directory = last.getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      throw Refused.failed(
          last + ": the directory that is to hold it does not exist; make it first");
    }
    if (Files.exists(last, LinkOption.NOFOLLOW_LINKS)) {
      throw Refused.failed(
          last + ": exists already; a destination must be new, name another or remove it");
    }
    Path real = directory.toRealPath().resolve(last.getFileName());
    last = real; // so that what is forced and renamed is no link's business
    partial = partial(real);
    for (Path source : sources) {
      if (Files.exists(source) && real.startsWith(source.toRealPath())) {
        throw Refused.failed(
            last + ": lies inside the source " + source + "; name a place outside of it");
      }
    }
    hold(real.getParent());
    store = Files.getFileStore(parent.path());
    if (store.isReadOnly()) {
      throw Refused.failed(last + ": its file system is read-only; name another place");
    }
  }

  /** What was checked by its path may be another one by now. */
  private void hold(Path directory) throws IOException, Refused {
    parent = HeldDirectory.open(directory);
    if (!parent.name().equals(directory)
        || bounds != null && !directory.startsWith(bounds.toRealPath())) {
      throw Refused.failed(
          last + ": somebody changes the names above it; name a place that is yours alone");
    }
  }

  /** Clears what an earlier request left here, and begins anew. */
  void make() throws IOException, Refused {
    Path there = parent.resolve(partial.getFileName());
    if (Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
      clearOurs(there);
    }
    try {
      Files.createDirectory(there, OwnerOnly.DIRECTORY);
    } catch (IOException e) {
      throw Refused.failed(
          partial
              + ": cannot be made ("
              + said(e, there)
              + "); the process writes it as its own user");
    }
    HeldDirectory opened = openMade(there);
    if (!isOurs(opened, there)) {
      opened.close();
      throw Refused.failed(
          partial + ": somebody else put another in its place; name a place that is yours alone");
    }
    made = opened;
    made.mode(0700); // the umask may have forbidden it even to us
    Files.createFile(made.resolve(MARK), OwnerOnly.FILE);
  }

  private HeldDirectory openMade(Path there) throws IOException, Refused {
    try {
      return HeldDirectory.open(there);
    } catch (FileSystemException e) { // it is not there, or a link
      throw Refused.failed(
          partial + ": somebody else put another in its place; name a place that is yours alone");
    } catch (IOException e) {
      throw new IOException(said(e, there) + unmade(there), e);
    }
  }

  private boolean isOurs(HeldDirectory opened, Path there) throws IOException {
    try {
      return opened.ownedBy(Owners.SELF) && opened.isEmpty();
    } catch (IOException e) {
      opened.close();
      throw new IOException(said(e, there) + unmade(there), e);
    }
  }

  /** It is empty, if it is ours; nothing else is removed. */
  private String unmade(Path there) {
    try {
      if (Files.isDirectory(there, LinkOption.NOFOLLOW_LINKS)) {
        Files.delete(there);
      }
      return "";
    } catch (IOException e) {
      return "; and " + partial + " could not be removed: " + said(e, there);
    }
  }

  private String said(IOException e, Path there) {
    return e.toString().replace(there.toString(), partial.toString());
  }

  /** Somebody else's directory may be called so; only what a request of ours left is cleared. */
  private void clearOurs(Path there) throws IOException, Refused {
    try (HeldDirectory left = HeldDirectory.open(there)) {
      if (!left.ownedBy(Owners.SELF)) {
        throw Refused.failed(
            partial + ": exists and is of another user; name a place that is yours alone");
      }
      if (!Files.exists(left.resolve(MARK), LinkOption.NOFOLLOW_LINKS) && !left.isEmpty()) {
        throw Refused.failed(
            partial
                + ": exists and is not of a snapshot; move it away or name another destination");
      }
      left.mode(0700); // a kept mode may forbid to us what we made
      left.clear();
    } catch (NotDirectoryException | FileSystemLoopException e) {
      throw Refused.failed(
          partial + ": exists and is no directory; move it away or name another destination");
    }
    Files.delete(there);
  }

  /** What nobody could open by its path, nobody could verify. */
  void checkLength(Path relative) throws Refused {
    if (Io.bytes(last.resolve(relative)).length > LONGEST_PATH) {
      throw Refused.failed(
          relative + ": its path would be too long in " + last + "; name a shorter destination");
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
    Path there = parent.resolve(partial.getFileName());
    Path here = parent.resolve(last.getFileName());
    Files.delete(made.resolve(MARK));
    made.mode(Umask.directory());
    made.force();
    if (Files.exists(here, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(last + ": appeared while the snapshot was made; it was left alone");
    }
    requireAt(there, partial);
    Files.move(there, here, StandardCopyOption.ATOMIC_MOVE);
    try {
      requireAt(last, last);
      parent.force();
    } catch (IOException e) {
      takeBack(here, there, e);
      throw e;
    }
    HeldDirectory published = made;
    made = null; // from here on it is not ours to remove
    try {
      published.close();
    } catch (IOException e) {
      Faults.suppress(e); // all of it has been forced
    }
  }

  /** To be discarded, unless another is there by now; what cannot be seen is still our rename's. */
  private void takeBack(Path here, Path there, IOException why) throws IOException {
    boolean ours;
    try {
      ours = made.isAt(here);
    } catch (IOException unseen) {
      why.addSuppressed(unseen);
      ours = true;
    }
    if (ours) {
      try {
        Files.move(here, there, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        e.addSuppressed(why);
        throw new IOException(
            last + ": is there all the same, and nothing is claimed of it: " + e.getMessage(), e);
      }
    }
  }

  private void requireAt(Path path, Path name) throws IOException {
    if (!made.isAt(path)) {
      throw new IOException(
          name + ": somebody put another in its place; name a place that is yours alone");
    }
  }

  /** Leaves nothing behind. */
  void discard() throws IOException {
    try {
      if (made != null) {
        made.mode(0700);
        made.clear();
        Path there = parent.resolve(partial.getFileName());
        if (made.isAt(there)) {
          Files.delete(there);
        } else {
          throw new IOException("somebody moved it; it is empty, and called " + made.name());
        }
      }
    } finally {
      close();
    }
  }

  private void close() throws IOException {
    if (made != null) {
      made.close();
      made = null;
    }
    if (parent != null) {
      parent.close();
      parent = null;
    }
  }
}
