package io.holdstill.runtime.gate;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The bounded memory in which operations wait for the journal; used again and again. */
final class Pages {
  static final int BYTES = 16 << 10;

  private static final long POLL_NANOS = 50_000;

  private final int most;
  private final AtomicInteger made = new AtomicInteger();

  /** The one given back last is taken first: it is in the cache still. */
  private final AtomicReference<Free> free = new AtomicReference<Free>();

  private static final class Free {
    final byte[] page;
    final Free below;

    Free(byte[] page, Free below) {
      this.page = page;
      this.below = below;
    }
  }

  Pages(long bytes) {
    this.most = (int) Math.max(64, Math.min(bytes / BYTES, Integer.MAX_VALUE));
  }

  /** A page, or null where none is free. */
  byte[] take() {
    byte[] page = poll();
    if (page != null) {
      return page;
    }
    if (made.getAndIncrement() < most) {
      return new byte[BYTES];
    }
    made.decrementAndGet();
    return poll();
  }

  /** A page; null once {@code nanos} have passed without one, or {@code hopeless} is true. */
  byte[] await(long nanos, BooleanSupplier hopeless) {
    byte[] page = take();
    return page != null ? page : awaitFree(nanos, hopeless);
  }

  private byte[] awaitFree(long nanos, BooleanSupplier hopeless) {
    byte[] page = null;
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
    Free top;
    do {
      top = free.get();
    } while (!free.compareAndSet(top, new Free(page, top)));
  }

  private byte[] poll() {
    Free top;
    do {
      top = free.get();
    } while (top != null && !free.compareAndSet(top, top.below));
    return top == null ? null : top.page;
  }
}
