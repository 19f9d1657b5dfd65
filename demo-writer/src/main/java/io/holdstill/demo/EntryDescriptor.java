package io.holdstill.demo;

import java.nio.ByteBuffer;

/**
 * An index entry.
 *
 * <pre>
 *   0  seed of the file
 *   8  number of the block
 *  16  update: the thread's own count, as in the block
 *  24  thread
 *  28  checksum of the block
 *  32  for each thread, the writes it finished between the beginning of the block's write and the
 *      beginning of this one: three words that the threads share evenly. A count that its bits do
 *      not hold is given as the largest that they do: "at least so many" claims too little, never
 *      too much
 *  60  checksum of all that stands before
 * </pre>
 */
final class EntryDescriptor {
  static final int BYTES = 64;
  private static final int NUMBER = 8;
  private static final int UPDATE = 16;
  private static final int THREAD = 24;
  private static final int BLOCK_CHECKSUM = 28;
  private static final int SINCE = 32;
  private static final int WORDS = 3;
  private static final int CHECKSUM = BYTES - Integer.BYTES;

  private EntryDescriptor() {}

  /** {@code before} and {@code now}: finished writes when the block's and this write began. */
  static void encode(
      ByteBuffer into, StoreDescriptor store, ByteBuffer block, long[] before, long[] now) {
    int number = BlockDescriptor.number(block);
    into.putLong(0, store.seed());
    into.putLong(NUMBER, number);
    into.putLong(UPDATE, BlockDescriptor.update(block));
    into.putInt(THREAD, store.threadOf(number));
    into.putInt(BLOCK_CHECKSUM, BlockDescriptor.checksum(block));
    for (int word = 0; word < WORDS; word++) {
      into.putLong(SINCE + word * Long.BYTES, packed(word, before, now));
    }
    into.putInt(CHECKSUM, Checksum.of(into, CHECKSUM));
  }

  private static long packed(int word, long[] before, long[] now) {
    long largest = largest(now.length);
    long bits = 0;
    for (int thread = word; thread < now.length; thread += WORDS) {
      long since = Math.min(now[thread] - before[thread], largest);
      bits |= since << shift(thread, now.length);
    }
    return bits;
  }

  static long finishedSince(ByteBuffer entry, int thread, int threads) {
    long word = entry.getLong(SINCE + thread % WORDS * Long.BYTES);
    return word >>> shift(thread, threads) & largest(threads);
  }

  private static int shift(int thread, int threads) {
    return thread / WORDS * bits(threads);
  }

  private static long largest(int threads) {
    return -1L >>> (Long.SIZE - bits(threads)) & Long.MAX_VALUE;
  }

  private static int bits(int threads) {
    return Long.SIZE / ((threads + WORDS - 1) / WORDS);
  }

  /** What is wrong with the entry by itself, or null. */
  static String fault(ByteBuffer entry, StoreDescriptor store, int number) {
    if (entry == null) {
      return "index entry " + number + " is missing: the file ends before it";
    }
    if (entry.getInt(CHECKSUM) != Checksum.of(entry, CHECKSUM)) {
      return "index entry " + number + " is torn: its checksum does not match its bytes";
    }
    if (entry.getLong(0) != store.seed()) {
      return "index entry " + number + " belongs to another file";
    }
    if (entry.getLong(NUMBER) != number || entry.getInt(THREAD) != store.threadOf(number)) {
      return "index entry " + number + " holds what belongs to entry " + entry.getLong(NUMBER);
    }
    return null;
  }

  static long update(ByteBuffer entry) {
    return entry.getLong(UPDATE);
  }

  static int blockChecksum(ByteBuffer entry) {
    return entry.getInt(BLOCK_CHECKSUM);
  }
}
