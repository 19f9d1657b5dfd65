package io.holdstill.runtime.gate;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Memory for before-images: blocks of 4 KiB from one reservation that the kernel backs as it is
 * touched. Taking and giving back is lock-free.
 */
public final class Pool {
  private static final int NONE = -1;
  private static final long TAG = 1L << 32;
  private static final long INDEX = TAG - 1;

  private final long base;
  private final int blocks;
  private final int[] next;

  /** Top of the stack of returned blocks: a tag against ABA above, index + 1 below. */
  private final AtomicLong head = new AtomicLong();

  private final AtomicInteger fresh = new AtomicInteger();
  private final AtomicInteger taken = new AtomicInteger();

  /** Users inside {@link #enter}; negative once closed, freed by the last to leave. */
  private final AtomicInteger users = new AtomicInteger();

  private static final int CLOSED = Integer.MIN_VALUE;

  public Pool(long bytes) {
    this.blocks = (int) Math.max(1, Math.min(bytes / Chunk.BLOCK, 1 << 28));
    this.base = Memory.allocate((long) blocks * Chunk.BLOCK);
    this.next = new int[blocks];
  }

  /** False once closed; otherwise the memory stays until {@link #leave}. */
  public boolean enter() {
    while (true) {
      int n = users.get();
      if (n < 0) {
        return false;
      }
      if (users.compareAndSet(n, n + 1)) {
        return true;
      }
    }
  }

  public void leave() {
    if (users.decrementAndGet() == CLOSED) {
      Memory.free(base);
    }
  }

  /** No block is to be used any more by those who enter later; called once. */
  public void close() {
    if (users.getAndAdd(CLOSED) == 0) {
      Memory.free(base);
    }
  }

  /** A block's number, or -1 when none is free. */
  int take() {
    while (true) {
      long top = head.get();
      int index = (int) (top & INDEX) - 1;
      if (index < 0) {
        return takeFresh();
      }
      long below = (top & ~INDEX) + TAG | (next[index] & INDEX);
      if (head.compareAndSet(top, below)) {
        taken.incrementAndGet();
        return index;
      }
    }
  }

  private int takeFresh() {
    int index = fresh.get();
    while (index < blocks) {
      if (fresh.compareAndSet(index, index + 1)) {
        taken.incrementAndGet();
        return index;
      }
      index = fresh.get();
    }
    return NONE;
  }

  void giveBack(int index) {
    taken.decrementAndGet();
    while (true) {
      long top = head.get();
      next[index] = (int) (top & INDEX);
      if (head.compareAndSet(top, (top & ~INDEX) + TAG | (index + 1))) {
        return;
      }
    }
  }

  long address(int index) {
    return base + (long) index * Chunk.BLOCK;
  }

  /** More than half in use: time to write before-images out of order. */
  public boolean pressed() {
    return taken.get() > blocks / 2;
  }
}
