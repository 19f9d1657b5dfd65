package io.holdstill.runtime.gate;

import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * What application classes call instead of {@code RandomAccessFile.setLength} where that is native
 * (before JDK 21) and cannot be woven itself.
 */
public final class RandomLength {
  private RandomLength() {}

  public static void setLength(RandomAccessFile file, long length) throws IOException {
    int token = Gate.enterSetLength(file.getFD(), length);
    try {
      file.setLength(length);
    } finally {
      Gate.leave(token);
    }
  }
}
