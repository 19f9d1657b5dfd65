package io.holdstill.demo;

import java.nio.ByteBuffer;

/** What one thread needs to compose its two writes; allocates nothing after its making. */
final class Pen {
  final int thread;
  final Door door;
  private final StoreDescriptor store;
  private final Finished finished;
  private final ByteBuffer block;
  private final ByteBuffer entry;
  private final long[] atBlock;
  private final long[] atEntry;
  private long updates;

  Pen(StoreDescriptor store, Finished finished, int thread, Door door) {
    this.store = store;
    this.finished = finished;
    this.thread = thread;
    this.door = door;
    this.block = door.buffer(StoreDescriptor.PAGE);
    this.entry = door.buffer(EntryDescriptor.BYTES);
    this.atBlock = new long[store.threads()];
    this.atEntry = new long[store.threads()];
  }

  /** Composes the next update's first write, which begins with this. */
  ByteBuffer nextBlock(int number) {
    updates++;
    finished.read(atBlock);
    BlockDescriptor.encode(block, store, number, updates, atBlock);
    return block;
  }

  /** Composes the same update's second write, which begins with this. */
  ByteBuffer itsEntry() {
    finished.read(atEntry);
    EntryDescriptor.encode(entry, store, block, atBlock, atEntry);
    return entry;
  }

  long updates() {
    return updates;
  }
}
