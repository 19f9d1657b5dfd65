package io.holdstill.runtime.gate;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Failures of ours inside an application's call: the call proceeds, the failure is counted, the
 * first one is kept, and an open snapshot is broken off (invariant 6).
 */
public final class Faults {
  private static final AtomicLong COUNT = new AtomicLong();
  private static final AtomicReference<Throwable> FIRST = new AtomicReference<Throwable>();

  private Faults() {}

  /** Never throws. */
  public static void suppress(Throwable fault) {
    Gate.overflows++; // whatever was begun may not have been ended
    try {
      COUNT.incrementAndGet();
      FIRST.compareAndSet(null, fault);
      Shot shot = Shot.active();
      if (shot != null) {
        shot.breakOff("a fault inside Holdstill: " + fault + "; see FirstFault");
      }
    } catch (Throwable nested) {
      // Out of memory or stack: the count has been taken where that was possible at all.
      FIRST.compareAndSet(null, nested);
    }
  }

  /** Of a thread of ours, beside the application's: a snapshot that is on is none the worse. */
  public static void note(Throwable fault) {
    COUNT.incrementAndGet();
    FIRST.compareAndSet(null, fault);
  }

  public static long count() {
    return COUNT.get();
  }

  /** The first fault, or null. */
  public static Throwable first() {
    return FIRST.get();
  }
}
