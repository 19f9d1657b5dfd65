package io.holdstill.demo;

import java.nio.ByteBuffer;

/**
 * A data block.
 *
 * <pre>
 *     0  seed of the file
 *     8  number of the block
 *    16  thread
 *    24  update: the thread's own count, from 1; 0 in a fresh file
 *    32  for each thread, the writes it had finished when the write of this block began
 *        filling that differs from update to update in every word
 *  4092  checksum of all that stands before
 * </pre>
 */
final class BlockDescriptor {
  private static final int NUMBER = 8;
  private static final int THREAD = 16;
  private static final int UPDATE = 24;
  private static final int FINISHED = 32;
  private static final int CHECKSUM = StoreDescriptor.PAGE - Integer.BYTES;
  private static final long STEP = 0x9E3779B97F4A7C15L;

  private BlockDescriptor() {}

  static void encode(
      ByteBuffer into, StoreDescriptor store, int number, long update, long[] finished) {
    into.putLong(0, store.seed());
    into.putLong(NUMBER, number);
    into.putLong(THREAD, store.threadOf(number));
    into.putLong(UPDATE, update);
    int at = FINISHED;
    for (long writes : finished) {
      into.putLong(at, writes);
      at += Long.BYTES;
    }
    fill(into, at, Shuffle.mix(store.seed() ^ Shuffle.mix(number) ^ update * STEP));
    into.putInt(CHECKSUM, Checksum.of(into, CHECKSUM));
  }

  /** So that a mixture of two versions shows wherever the one ends and the other begins. */
  private static void fill(ByteBuffer into, int from, long first) {
    long word = first;
    int at = from;
    for (; at <= CHECKSUM - Long.BYTES; at += Long.BYTES) {
      into.putLong(at, word);
      word += STEP;
    }
    into.putInt(at, (int) word);
  }

  /** What is wrong with the block by itself, or null. */
  static String fault(ByteBuffer block, StoreDescriptor store, int number) {
    if (block == null) {
      return "block " + number + " is missing: the file ends before it";
    }
    if (checksum(block) != Checksum.of(block, CHECKSUM)) {
      return "block " + number + " is torn: its checksum does not match its bytes";
    }
    if (block.getLong(0) != store.seed()) {
      return "block " + number + " belongs to another file";
    }
    if (block.getLong(NUMBER) != number || block.getLong(THREAD) != store.threadOf(number)) {
      return "block " + number + " holds what belongs to block " + block.getLong(NUMBER);
    }
    return null;
  }

  static int number(ByteBuffer block) {
    return (int) block.getLong(NUMBER);
  }

  static long update(ByteBuffer block) {
    return block.getLong(UPDATE);
  }

  static int checksum(ByteBuffer block) {
    return block.getInt(CHECKSUM);
  }

  static long finished(ByteBuffer block, int thread) {
    return block.getLong(FINISHED + thread * Long.BYTES);
  }
}
