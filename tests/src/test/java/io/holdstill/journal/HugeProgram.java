package io.holdstill.journal;

import io.holdstill.runtime.WriteGroup;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Scanner;

/** Runs in the forked JVM: after a line, one group of a gigabyte, and one of many operations. */
public final class HugeProgram {
  private static final int MIB = 1 << 20;

  private HugeProgram() {}

  /** Arguments: a directory, MiB of the first group, operations of the second. */
  public static void main(String[] args) throws Exception {
    try (RandomAccessFile random = new RandomAccessFile(Path.of(args[0], "f").toFile(), "rw");
        FileChannel file = random.getChannel()) {
      System.out.println("open");
      new Scanner(System.in).nextLine();
      int mib = Integer.parseInt(args[1]);
      ByteBuffer one = ByteBuffer.allocateDirect(MIB);
      ByteBuffer many = ByteBuffer.allocateDirect(mib / 4 * MIB);
      try (WriteGroup group = WriteGroup.begin("wide")) {
        file.write(many, 0); // a quarter at once
        for (int i = mib / 4; i < mib; i++) {
          file.write(one.clear().putInt(0, i), (long) i * MIB);
        }
      }
      ByteBuffer word = ByteBuffer.allocateDirect(8);
      try (WriteGroup group = WriteGroup.begin("long")) {
        for (long i = Long.parseLong(args[2]); i > 0; i--) {
          file.write(word.clear().putLong(0, i), i % 100_000 * 8);
        }
      }
    }
    System.out.println("written");
  }
}
