package io.holdstill.agent.journal;

import io.holdstill.runtime.gate.Io;
import io.holdstill.runtime.gate.Memory;
import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The file under a mapping. Whatever will be written through the mapping is written here first:
 * only a system call can say that the disk is full.
 *
 * <p>Only one thread writes to the file, and nothing lies beyond what it has written.
 */
final class Room implements Closeable {
  private final Path file;
  private final FileDescriptor fd;
  private long taken;

  /** Makes the file, with space for so many bytes, or leaves nothing open. */
  Room(Path file, long bytes) throws IOException {
    this.file = file;
    try {
      fd = Io.open(file, Io.RDWR | Io.CREAT | Io.EXCL, 0600);
    } catch (IOException e) {
      throw full(e);
    }
    long zeros = Memory.allocateZeros(bytes);
    try {
      write(zeros, (int) bytes, 0);
    } catch (JournalFull e) {
      Io.close(fd);
      throw e;
    } finally {
      Memory.free(zeros);
    }
  }

  /**
   * @throws JournalFull if the disk does not take all of it
   */
  void write(long address, int length, long at) throws JournalFull {
    try {
      Io.write(fd, address, length, at);
      taken = Math.max(taken, at + length);
    } catch (IOException e) {
      throw full(e);
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

  /** On disk by now. */
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
    Io.close(fd);
  }
}
