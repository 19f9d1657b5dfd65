package io.holdstill.journal;

import io.holdstill.copy.Request;
import io.holdstill.runtime.WriteGroup;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Scanner;

/**
 * Runs in the forked JVM: writes groups of two records and reads them back at the end, whatever
 * becomes of its journal.
 */
public final class SturdyProgram {
  private static final int RECORD = 8 << 10;

  private SturdyProgram() {}

  /** Arguments: a directory, how many groups of which size of record; waits for a line half way. */
  public static void main(String[] args) throws Exception {
    int groups = Integer.parseInt(args[1]);
    try (FileChannel file =
        FileChannel.open(
            Path.of(args[0], "file"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      write(file, 0, groups / 2);
      System.out.println("half");
      new Scanner(System.in).nextLine();
      write(file, groups / 2, groups);
      judge(file, groups);
    }
    System.out.println("state: " + Request.attribute("State"));
    System.out.println("reason: " + Request.attribute("StateReason"));
    System.out.println("whole");
  }

  private static void write(FileChannel file, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      try (WriteGroup group = WriteGroup.begin("two")) {
        put(file, record(i), 2L * i);
        put(file, record(i), 2L * i + 1);
      }
    }
  }

  private static void put(FileChannel file, byte[] bytes, long at) throws IOException {
    int written = file.write(ByteBuffer.wrap(bytes), at * RECORD);
    if (written != bytes.length) {
      throw new AssertionError("wrote " + written);
    }
  }

  private static void judge(FileChannel file, int groups) throws IOException {
    byte[] found = new byte[RECORD];
    for (int i = 0; i < 2 * groups; i++) {
      file.read(ByteBuffer.wrap(found), (long) i * RECORD);
      if (!Arrays.equals(found, record(i / 2))) {
        throw new AssertionError("record " + i + " is not what was written");
      }
    }
  }

  private static byte[] record(int i) {
    byte[] bytes = new byte[RECORD];
    Arrays.fill(bytes, (byte) i);
    ByteBuffer.wrap(bytes).putInt(0, i);
    return bytes;
  }
}
