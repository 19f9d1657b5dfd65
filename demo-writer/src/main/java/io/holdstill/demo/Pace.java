package io.holdstill.demo;

import java.util.concurrent.locks.LockSupport;

/** When the next update is to begin. Its time counts from then, however late it really begins. */
interface Pace {
  /** Waits if need be; {@code ended} and the result are values of {@link System#nanoTime}. */
  long next(long ended);

  /** The next one is due as the last one ends: a thread that is stopped between two is stalled. */
  static Pace flatOut() {
    return ended -> ended;
  }

  /** A writer that fell behind does not skip: what waited is part of each update's time. */
  static Pace every(long intervalNanos) {
    return new Steady(intervalNanos);
  }

  /** One update an interval, for one thread. */
  final class Steady implements Pace {
    /** A parked thread wakes up this much late. */
    private static final long WAKE_NANOS = 100_000;

    private final long intervalNanos;
    private long due;
    private boolean begun;

    private Steady(long intervalNanos) {
      this.intervalNanos = intervalNanos;
    }

    @Override
    public long next(long ended) {
      due = begun ? due + intervalNanos : ended;
      begun = true;
      for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
        if (wait > 2 * WAKE_NANOS) {
          LockSupport.parkNanos(wait - WAKE_NANOS);
        } else {
          Thread.onSpinWait();
        }
      }
      return due;
    }
  }
}
