package io.holdstill.runtime.gate;

import java.io.FileDescriptor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.SyncFailedException;

/**
 * What application classes call instead of {@code RandomAccessFile.setLength} and {@code
 * FileDescriptor.sync} where those are native (before JDK 21) and cannot be woven themselves.
 */
public final class Detour {
  private Detour() {}

  public static void setLength(RandomAccessFile file, long length) throws IOException {
    FileDescriptor fd = file.getFD();
    int token = Gate.enterSetLength(fd, length);
    Throwable thrown = null;
    try {
      file.setLength(length);
    } catch (Throwable t) {
      thrown = t;
      throw t;
    } finally {
      Gate.leaveSetLength(token, fd, length, thrown);
    }
  }

  public static void sync(FileDescriptor fd) throws SyncFailedException {
    long covered = Gate.enterForce();
    fd.sync();
    Gate.leaveForce(covered, fd, true, null);
  }
}
