package io.holdstill.runtime.gate;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The bounded memory in which operations wait for the journal; used again and again. */
final class Pages {
  static final int BYTES = 16 << 10;

  private static final long POLL_NANOS = 50_000;

  private final int most;
  private final AtomicInteger made = new AtomicInteger();
  private final ConcurrentLinkedQueue<byte[]> free = new ConcurrentLinkedQueue<byte[]>();

  Pages(long bytes) {
    this.most = (int) Math.max(64, Math.min(bytes / BYTES, Integer.MAX_VALUE));
  }

  /** A page, or null where none is free. */
  byte[] take() {
    byte[] page = free.poll();
    if (page != null) {
      return page;
    }
    if (made.getAndIncrement() < most) {
      return new byte[BYTES];
    }
    made.decrementAndGet();
    return free.poll();
  }

  /** A page; null once {@code nanos} have passed without one, or {@code hopeless} is true. */
  byte[] await(long nanos, BooleanSupplier hopeless) {
    byte[] page = take();
    boolean interrupted = false;
    long since = System.nanoTime();
    while (page == null && !hopeless.getAsBoolean() && System.nanoTime() - since < nanos) {
      LockSupport.parkNanos(POLL_NANOS);
      interrupted |= Thread.interrupted();
      page = take();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return page;
  }

  void giveBack(byte[] page) {
    free.add(page);
  }
}
