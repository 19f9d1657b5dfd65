package io.holdstill.demo;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Where things lie in the file. All numbers are big-endian, all checksums CRC32C.
 *
 * <pre>
 *       0  header  magic "DEMOFILE" | version | threads | blocks | seed, zeros, checksum at 4092
 *    4096  index   one 64-byte entry a block ({@link EntryDescriptor}), zeros to a full page
 *  dataAt  data    the blocks, 4 KiB each ({@link BlockDescriptor})
 * </pre>
 *
 * <p>Nothing is ever forced, and an update writes its block before its entry. Block {@code b}
 * belongs to thread {@code b % threads} alone, so no two updates meet in one block; each thread
 * changes its blocks in an order that {@link Schedule} derives from the seed. A reader can
 * therefore say what every block of a thread must hold after its update number m, whatever m is,
 * and the highest number in the file leaves one m to try.
 *
 * <p>That settles each thread by itself. Across threads, every write carries how many writes each
 * other thread had finished before it began. A file that shows the write but lacks one of those
 * never existed. Nor is there another way to go wrong: if no missing write ended before a present
 * one began, an instant lies after the latest beginning and before the earliest end, and it
 * explains the file. {@link Cut} applies this.
 */
record StoreDescriptor(int threads, int blocks, long seed) {
  static final int PAGE = 4096;
  static final int MAX_THREADS = 64;
  private static final long MAGIC =
      ByteBuffer.wrap("DEMOFILE".getBytes(StandardCharsets.US_ASCII)).getLong();
  private static final int VERSION = 1;
  private static final int CHECKSUM = PAGE - Integer.BYTES;

  StoreDescriptor {
    if (threads < 1 || threads > MAX_THREADS) {
      throw new IllegalArgumentException(
          threads + " threads are not possible; give 1 to " + MAX_THREADS);
    }
    if (blocks < threads || blocks % threads != 0) {
      throw new IllegalArgumentException(
          blocks + " blocks cannot be shared by " + threads + " threads; give a larger size");
    }
  }

  /** The most blocks, shared evenly, for which the file is not longer than {@code bytes}. */
  static StoreDescriptor ofSize(long bytes, int threads, long seed) {
    long blocks = Math.max(0, bytes - 2 * PAGE) / (PAGE + EntryDescriptor.BYTES);
    long even = Math.min(blocks, Integer.MAX_VALUE) / threads * threads;
    return new StoreDescriptor(threads, (int) even, seed);
  }

  long entryAt(int block) {
    return PAGE + (long) block * EntryDescriptor.BYTES;
  }

  long dataAt() {
    return (entryAt(blocks) + PAGE - 1) / PAGE * PAGE;
  }

  long blockAt(int block) {
    return dataAt() + (long) block * PAGE;
  }

  long length() {
    return blockAt(blocks);
  }

  int threadOf(int block) {
    return block % threads;
  }

  int blocksPerThread() {
    return blocks / threads;
  }

  ByteBuffer header() {
    ByteBuffer page = ByteBuffer.allocate(PAGE);
    page.putLong(MAGIC).putInt(VERSION).putInt(threads).putLong(blocks).putLong(seed);
    page.putInt(CHECKSUM, Checksum.of(page, CHECKSUM));
    return page.rewind();
  }

  /**
   * Reads the header page.
   *
   * @throws IllegalArgumentException with the reason, if the page is not such a header
   */
  static StoreDescriptor of(ByteBuffer page) {
    if (page.getLong(0) != MAGIC) {
      throw new IllegalArgumentException("it does not begin as a file of this writer does");
    }
    if (page.getInt(8) != VERSION) {
      throw new IllegalArgumentException(
          "it has format " + page.getInt(8) + " and this program reads format " + VERSION);
    }
    if (page.getInt(CHECKSUM) != Checksum.of(page, CHECKSUM)) {
      throw new IllegalArgumentException("the checksum of its header does not match");
    }
    return new StoreDescriptor(page.getInt(12), (int) page.getLong(16), page.getLong(24));
  }
}
