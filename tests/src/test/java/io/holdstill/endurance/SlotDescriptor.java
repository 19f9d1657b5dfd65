package io.holdstill.endurance;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * One slot of a file. Slots of the threads alternate, so that they share blocks, and some lie
 * across two blocks.
 *
 * <pre>
 *    0  group    the number of the group that wrote it, 0 when the file was laid out
 *    8  write    which write of its group
 *   12  thread
 *   16  ended    for each thread, how many groups it had ended before this one began
 *   48  noise    derived from the above
 *  596  checksum CRC32C of all before
 * </pre>
 */
final class SlotDescriptor {
  static final int THREADS = 4;
  static final int FILES = 3;

  /** Of one thread, in all files together. */
  static final int SLOTS = FILES * 40;

  static final int BYTES = 600;
  private static final int ENDED = 16;
  private static final int NOISE = ENDED + THREADS * Long.BYTES;
  private static final int CHECKSUM = BYTES - Integer.BYTES;

  private SlotDescriptor() {}

  static int fileOf(int slot) {
    return slot % FILES;
  }

  static long offsetOf(int thread, int slot) {
    return (long) BYTES * (slot / FILES * THREADS + thread);
  }

  static ByteBuffer filled(int thread, long group, int write, long[] ended) {
    ByteBuffer slot = ByteBuffer.allocate(BYTES);
    slot.putLong(group).putInt(write).putInt(thread);
    for (long each : ended) {
      slot.putLong(each);
    }
    for (int i = NOISE; i < CHECKSUM; i++) {
      slot.put(i, (byte) (group * 31 + write * 7 + thread + i));
    }
    slot.putInt(CHECKSUM, checksum(slot));
    return slot.rewind();
  }

  static boolean whole(ByteBuffer slot) {
    return slot.getInt(CHECKSUM) == checksum(slot);
  }

  static long group(ByteBuffer slot) {
    return slot.getLong(0);
  }

  static int write(ByteBuffer slot) {
    return slot.getInt(8);
  }

  static int thread(ByteBuffer slot) {
    return slot.getInt(12);
  }

  static long ended(ByteBuffer slot, int thread) {
    return slot.getLong(ENDED + thread * Long.BYTES);
  }

  private static int checksum(ByteBuffer slot) {
    CRC32C sum = new CRC32C();
    sum.update(slot.array(), slot.arrayOffset(), CHECKSUM);
    return (int) sum.getValue();
  }
}
