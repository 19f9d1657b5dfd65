package io.holdstill.demo;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How many writes each thread has finished, as the others see it. A count is released after its
 * write has returned and acquired before the next write begins: whoever has seen it began later.
 */
final class Finished {
  /** Two cache lines apart, or the threads would slow each other down. */
  private static final int STRIDE = 16;

  private final int threads;
  private final AtomicLongArray counts;

  Finished(int threads) {
    this.threads = threads;
    this.counts = new AtomicLongArray(threads * STRIDE);
  }

  /** By the thread itself alone. */
  void oneMore(int thread) {
    int at = thread * STRIDE;
    counts.setRelease(at, counts.getPlain(at) + 1);
  }

  void read(long[] into) {
    for (int thread = 0; thread < threads; thread++) {
      into[thread] = counts.getAcquire(thread * STRIDE);
    }
  }
}
