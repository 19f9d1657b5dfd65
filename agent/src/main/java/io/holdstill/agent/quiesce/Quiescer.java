package io.holdstill.agent.quiesce;

import io.holdstill.runtime.gate.Barrier;
import io.holdstill.runtime.gate.Occupant;
import io.holdstill.runtime.gate.Stalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The admission policy. First looks, of at most 50 µs, for an instant with nobody inside; then
 * holds that double up to {@code max-pause}, with pauses between that keep all holds together below
 * their share.
 */
public final class Quiescer {
  private static final long LOOK_NANOS = 50_000;
  private static final int LOOKS = 5;
  private static final long SPIN_NANOS = 5_000;
  private static final long YIELD_NANOS = 100_000;
  private static final long NAP_NANOS = 30_000;
  private static final long WATCH_NANOS = 500_000;
  private static final long PATIENCE_NANOS = 1_000_000_000;
  private static final int MOST_BLAMED = 16;
  private static final int WARM_UPS = 500;

  private final HoldProbe probe;
  private final Random jitter;

  public Quiescer(HoldProbe probe, Random jitter) {
    this.probe = probe;
    this.jitter = jitter;
  }

  /** Loads and compiles what runs behind the barrier, without raising it. */
  public void warmUp(BooleanSupplier atPoint) {
    for (int i = 0; i < WARM_UPS; i++) {
      Barrier.empty();
      Barrier.inside();
      atPoint.getAsBoolean();
    }
  }

  /**
   * Searches on the calling thread, one of ours.
   *
   * @param atPoint called with nobody inside and the barrier raised, just before the instant is
   *     marked; false voids the attempt. Must be quick.
   * @param cancelled asked between attempts
   */
  public Outcome seek(
      Bounds bounds, Stalls stalls, BooleanSupplier atPoint, BooleanSupplier cancelled) {
    Barrier.record(stalls);
    return new Search(bounds, atPoint, cancelled).run();
  }

  private final class Search {
    private final Bounds bounds;
    private final BooleanSupplier atPoint;
    private final BooleanSupplier cancelled;
    private final long start = System.nanoTime();
    private final Shortfall shortfall = new Shortfall();
    private List<Outcome.InTheWay> inTheWay = List.of();
    private long attempts;
    private long hold;
    private List<Occupant> outlasted = List.of();

    Search(Bounds bounds, BooleanSupplier atPoint, BooleanSupplier cancelled) {
      this.bounds = bounds;
      this.atPoint = atPoint;
      this.cancelled = cancelled;
      this.hold = Math.min(LOOK_NANOS, bounds.maxPauseNanos());
    }

    Outcome run() {
      letPass(); // whom the request before this one has held
      while (left() > 0 && !cancelled.getAsBoolean()) {
        long since = System.nanoTime();
        if (attempt()) {
          Outcome outcome = outcome(true, Barrier.loweredNanos() - since);
          probe.reached();
          return outcome;
        }
        long held = System.nanoTime() - since;
        giveWay(Math.min(held, hold)); // the deadline ended it, whatever stopped this thread
        grow();
      }
      return outcome(false, 0);
    }

    private boolean attempt() {
      attempts++;
      long since = System.nanoTime();
      long raised = Barrier.raise(hold);
      try {
        probe.raised(hold);
        if (drain(raised, since) && atPoint.getAsBoolean() && Barrier.cut(raised)) {
          return true;
        }
        List<Occupant> inside = Barrier.inside();
        Barrier.lower(raised);
        Barrier.wake();
        shortfall.failed(since, Barrier.loweredNanos() - since, inside);
        outlasted = hold == bounds.maxPauseNanos() ? inside : List.of();
        blame(inside);
        return false;
      } finally {
        Barrier.lower(raised); // of no effect after a cut
        Barrier.wake();
      }
    }

    private boolean drain(long raised, long since) {
      while (!Barrier.expired(raised)) {
        if (probe.skipsBarrier() || Barrier.empty()) {
          return true;
        }
        long waited = System.nanoTime() - since;
        if (waited > hold) {
          return false;
        }
        pause(waited);
      }
      return false;
    }

    /** Those inside may need this core to get out: spin briefly, then yield it, then leave it. */
    private void pause(long waited) {
      if (waited < SPIN_NANOS) {
        Thread.onSpinWait();
      } else if (waited < YIELD_NANOS) {
        Thread.yield();
      } else {
        LockSupport.parkNanos(NAP_NANOS);
      }
    }

    /**
     * The share rules how long the next attempt waits; nobody is held twice in a row; and while
     * somebody is inside who outlasted a full hold, with everybody else standing still for him, the
     * next one would stall the innocent for nothing.
     */
    private void giveWay(long held) {
      double pause = held / bounds.holdShare() * (1 + jitter.nextDouble() / 2);
      watch((long) pause);
      long patience = System.nanoTime() + PATIENCE_NANOS;
      while (left() > 0
          && !cancelled.getAsBoolean()
          && (Barrier.held() > 0 || outlasting() && System.nanoTime() < patience)) {
        watch(WATCH_NANOS);
      }
    }

    /** The next hold is not for them: invariant 3, from one request to the next. */
    private void letPass() {
      while (left() > 0 && !cancelled.getAsBoolean() && Barrier.held() > 0) {
        watch(WATCH_NANOS);
      }
    }

    private boolean outlasting() {
      return outlasted.stream().anyMatch(Occupant::stillInside);
    }

    private void watch(long nanos) {
      long until = Math.min(System.nanoTime() + nanos, start + bounds.timeoutNanos());
      for (long now = System.nanoTime(); now < until; now = System.nanoTime()) {
        LockSupport.parkNanos(Math.min(WATCH_NANOS, until - now));
        shortfall.look(System.nanoTime());
        if (cancelled.getAsBoolean()) {
          return;
        }
      }
    }

    private void grow() {
      if (attempts >= LOOKS) {
        hold = Math.min(hold * 2, bounds.maxPauseNanos());
      }
    }

    /** Stacks are taken with the barrier lowered; who has left meanwhile shows where he is now. */
    private void blame(List<Occupant> inside) {
      if (hold < bounds.maxPauseNanos() && !inTheWay.isEmpty()) {
        return;
      }
      List<Outcome.InTheWay> found = new ArrayList<>();
      for (Occupant who : inside) {
        if (found.size() < MOST_BLAMED) {
          Thread thread = who.thread;
          StackTraceElement[] stack =
              thread == null ? new StackTraceElement[0] : thread.getStackTrace();
          found.add(new Outcome.InTheWay(who, stack));
        }
      }
      inTheWay = found.isEmpty() ? inTheWay : found;
    }

    private long left() {
      return start + bounds.timeoutNanos() - System.nanoTime();
    }

    private Outcome outcome(boolean found, long heldNanos) {
      return new Outcome(found, attempts, heldNanos, shortfall.sufficientNanos(), inTheWay);
    }
  }
}
