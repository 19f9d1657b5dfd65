package io.holdstill.agent.journal;

import io.holdstill.runtime.gate.Io;
import io.holdstill.runtime.gate.Memory;
import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Space on disk for a file that is written through a mapping. A mapped write to a hole of a full
 * disk ends in an InternalError that the JVM throws somewhere later, and loses entries that were
 * written before it; so zeros are written ahead, where a full disk is an exception and no more.
 *
 * <p>Only one thread writes to the file, and nothing lies beyond what it has written.
 */
final class Room implements Closeable {
  private static final long AHEAD_BYTES = 4L << 20;
  private static final int PIECE_BYTES = 256 << 10;

  private final Path file;
  private final FileDescriptor fd;
  private final long zeros = Memory.allocateZeros(PIECE_BYTES);
  private long taken;

  /** Makes the file. */
  Room(Path file) throws IOException {
    this.file = file;
    try {
      fd = Io.open(file, Io.RDWR | Io.CREAT | Io.EXCL, 0600);
    } catch (IOException e) {
      Memory.free(zeros);
      throw full(e);
    }
  }

  /** Sees to it that the file has space up to an offset, and for a while beyond it. */
  void reach(long offset) throws JournalFull {
    if (offset <= taken) {
      return;
    }
    long wanted = offset + AHEAD_BYTES;
    try {
      while (taken < wanted) {
        int length = (int) Math.min(PIECE_BYTES, wanted - taken);
        Io.write(fd, zeros, length, taken);
        taken += length;
      }
    } catch (IOException e) {
      if (taken < offset) {
        throw full(e);
      }
    }
  }

  private JournalFull full(IOException cause) {
    return new JournalFull(
        "the journal cannot grow: "
            + cause.getMessage()
            + " ("
            + file
            + "); free space on its disk, or lower journal-max-size",
        cause);
  }

  /** On disk by now, ahead of what is written too. */
  long bytes() {
    return taken;
  }

  void force() throws IOException {
    Io.force(fd);
  }

  /** Gives back what lies beyond an offset. */
  void cut(long offset) throws IOException {
    Io.truncate(fd, offset);
    taken = offset;
  }

  @Override
  public void close() throws IOException {
    Memory.free(zeros);
    Io.close(fd);
  }
}
