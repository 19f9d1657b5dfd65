package io.holdstill.agent.replay;

import io.holdstill.agent.posix.OwnerOnly;
import io.holdstill.agent.posix.Umask;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** NEW while it is being made, {@code NEW.partial}, and its one rename. */
final class NewDirectory {
  private static final String MARK = ".holdstill-in-progress";
  private static final String SCRATCH = ".holdstill-replay";

  private final Path last;
  private final Path partial;
  private boolean made;
  private Object key;

  /** Refuses what cannot come to a good end, before anything is read. */
  NewDirectory(Path path, Path base, Path journal) throws IOException {
    Path parent = path.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new IOException(
          path + ": the directory that is to hold it does not exist; make it first");
    }
    last = parent.toRealPath().resolve(path.getFileName());
    partial = last.resolveSibling(last.getFileName() + ".partial");
    if (Files.exists(last, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(path + ": exists already; name another, or remove it");
    }
    refuseInside(path, "the snapshot " + base, base.toRealPath());
    if (Files.exists(journal)) {
      refuseInside(path, "the journal " + journal, journal.toRealPath());
    }
  }

  private void refuseInside(Path path, String what, Path there) throws IOException {
    if (last.startsWith(there)) {
      throw new IOException(path + ": lies inside " + what + "; name a place outside of it");
    }
  }

  Path path() {
    return last;
  }

  Path partial() {
    return partial;
  }

  Path scratch() {
    return partial.resolve(SCRATCH);
  }

  void make() throws IOException {
    if (Files.exists(partial, LinkOption.NOFOLLOW_LINKS)) {
      if (!Files.isDirectory(partial, LinkOption.NOFOLLOW_LINKS)
          || !Ownership.ofThisProcess(partial)
          || !Files.exists(partial.resolve(MARK))) {
        throw new IOException(
            partial + ": exists and is not of a replay; move it away, or name another NEW");
      }
      Removal.of(partial);
    }
    // Nobody else may look into it, or plant a link.
    Files.createDirectory(partial, OwnerOnly.DIRECTORY);
    made = true;
    key = key(partial);
    Files.createFile(partial.resolve(MARK), OwnerOnly.FILE);
  }

  /** The one rename, forced. */
  void publish() throws IOException {
    Files.delete(partial.resolve(MARK));
    if (!key.equals(key(partial))) {
      throw new IOException(partial + ": somebody put another in its place; name a place of yours");
    }
    Files.setAttribute(partial, "unix:mode", Umask.directory(), LinkOption.NOFOLLOW_LINKS);
    force(partial);
    if (Files.exists(last, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(last + ": appeared while the replay was made; it was left alone");
    }
    Files.move(partial, last, StandardCopyOption.ATOMIC_MOVE);
    made = false;
    force(last.getParent());
  }

  /** Leaves nothing behind. */
  void discard() throws IOException {
    if (made) {
      Removal.of(partial);
      made = false;
    }
  }

  private static Object key(Path path) throws IOException {
    return Files.getAttribute(path, "unix:fileKey", LinkOption.NOFOLLOW_LINKS);
  }

  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
