package io.holdstill.runtime.gate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * 256 KiB of one file, 64 blocks of 4 KiB: a bit each says that the block's content at the snapshot
 * point is decided (invariant 5). Whoever wins a bit keeps what it had read before: a writer in a
 * {@link Saved}, the copier in its buffer.
 */
public final class Chunk {
  public static final int BLOCK = 4096;
  public static final int BLOCKS = 64;
  public static final int SIZE = BLOCK * BLOCKS;

  private static final VarHandle TAKEN = field("taken", long.class);
  private static final VarHandle SAVED = field("saved", Saved.class);

  /** Pairs with itself: every decision is one atomic or. */
  private volatile long taken;

  private volatile Saved saved;

  /** Blocks whose before-image lies in the destination already; the copier's own. */
  public long spilled;

  /** True once the copier has written the chunk; the copier's own. */
  public boolean written;

  long taken() {
    return taken;
  }

  /** Takes all of {@code mask} that was not taken; returns what the caller has won. */
  long win(long mask) {
    return mask & ~(long) TAKEN.getAndBitwiseOr(this, mask);
  }

  /** Decides every block; returns the blocks that writers had won. */
  public long takeAll() {
    return (long) TAKEN.getAndBitwiseOr(this, -1L);
  }

  void push(Saved block) {
    Saved top;
    do {
      top = saved;
      block.below = top;
    } while (!SAVED.compareAndSet(this, top, block));
  }

  /** The before-images handed over so far, newest first. */
  public Saved saved() {
    return saved;
  }

  private static VarHandle field(String name, Class<?> type) {
    try {
      return MethodHandles.lookup().findVarHandle(Chunk.class, name, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
