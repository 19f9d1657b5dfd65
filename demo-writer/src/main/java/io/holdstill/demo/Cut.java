package io.holdstill.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * The one instant, between two writes, that can explain a file, and what speaks against it.
 *
 * <p>Thread t has got as far as the newest of its index entries, its update m, or one write
 * further, if the block of update m + 1 is there. Everything else follows from that: what each
 * block and each entry must hold ({@link Schedule#lastUpdate}), and what the newest write of each
 * thread knows of the others' finished ones. An older write of the same thread knows less, so only
 * the newest is asked.
 */
final class Cut {
  private final StoreDescriptor store;
  private final long[] entries;
  private final long[] blocks;
  private final Schedule[] schedules;
  private String against;

  /** {@code newest}: each thread's highest update in the index. */
  Cut(StoreDescriptor store, long[] newest) {
    this.store = store;
    this.entries = newest.clone();
    this.blocks = newest.clone();
    this.schedules = new Schedule[store.threads()];
    for (int thread = 0; thread < store.threads(); thread++) {
      schedules[thread] = new Schedule(store, thread);
    }
  }

  /** Looks for blocks whose entries were still to be written, then compares what threads knew. */
  void settle(FileChannel file) throws IOException {
    for (int thread = 0; thread < store.threads(); thread++) {
      int next = schedules[thread].block(entries[thread] + 1);
      ByteBuffer block = block(file, next);
      if (block != null && BlockDescriptor.update(block) == entries[thread] + 1) {
        blocks[thread]++;
      }
    }
    for (int thread = 0; thread < store.threads(); thread++) {
      compareKnowledge(file, thread);
    }
  }

  private void compareKnowledge(FileChannel file, int thread) throws IOException {
    if (blocks[thread] == 0) {
      return;
    }
    int number = schedules[thread].block(blocks[thread]);
    ByteBuffer block = block(file, number);
    ByteBuffer entry = entry(file, number);
    if (block == null || entry == null || BlockDescriptor.update(block) != blocks[thread]) {
      return; // Not the thread's newest write: an objection of its own, when blocks are compared.
    }
    boolean entryIsNewest = EntryDescriptor.update(entry) == blocks[thread];
    for (int other = 0; other < store.threads(); other++) {
      long since = EntryDescriptor.finishedSince(entry, other, store.threads());
      long knew = BlockDescriptor.finished(block, other) + (entryIsNewest ? since : 0);
      if (knew > writes(other)) {
        objectToLacking(thread, other, knew);
      }
    }
  }

  private void objectToLacking(int thread, int other, long knew) {
    object(
        String.format(
            "update %d of thread %d was written after thread %d had finished %d writes,"
                + " and the file has %d of them",
            blocks[thread], thread, other, knew, writes(other)));
  }

  /** Two writes an update. */
  private long writes(int thread) {
    return entries[thread] + blocks[thread];
  }

  private ByteBuffer block(FileChannel file, int number) throws IOException {
    ByteBuffer block = Records.one(file, store.blockAt(number), StoreDescriptor.PAGE);
    return BlockDescriptor.fault(block, store, number) == null ? block : null;
  }

  private ByteBuffer entry(FileChannel file, int number) throws IOException {
    ByteBuffer entry = Records.one(file, store.entryAt(number), EntryDescriptor.BYTES);
    return EntryDescriptor.fault(entry, store, number) == null ? entry : null;
  }

  /** What the block and the index say of one block, both of them untorn. */
  void compare(int block, long inBlock, long inEntry) {
    compare("block ", block, inBlock, blocks);
    compare("index entry ", block, inEntry, entries);
  }

  private void compare(String what, int number, long seen, long[] shown) {
    int thread = store.threadOf(number);
    long expected = schedules[thread].lastUpdate(number, shown[thread]);
    if (seen != expected && against == null) {
      object(
          what
              + number
              + " holds update "
              + seen
              + " of thread "
              + thread
              + "; when that thread had made the "
              + shown[thread]
              + " updates that the file shows, it held update "
              + expected);
    }
  }

  /** The first objection stands. */
  void object(String reason) {
    if (against == null) {
      against = "no one instant explains the file: " + reason;
    }
  }

  /** Why no instant explains the file, or null if one does. */
  String against() {
    return against;
  }

  long updates(int thread) {
    return entries[thread];
  }
}
