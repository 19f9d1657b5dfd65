package io.holdstill.agent.quiesce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.runtime.gate.Barrier;
import io.holdstill.runtime.gate.Groups;
import io.holdstill.runtime.gate.Stalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a point is looked for: what is found, what is given up, and who is named for it. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class QuiescerTest {
  private static final long MILLI = 1_000_000;
  private static final Bounds BOUNDS = new Bounds(5 * MILLI, 0.5, 30_000 * MILLI);
  private static final Bounds BRIEF = new Bounds(5 * MILLI, 0.5, 200 * MILLI);

  private final AtomicInteger raises = new AtomicInteger();
  private long longestHold;
  private final Quiescer quiescer =
      new Quiescer(
          new HoldProbe() {
            @Override
            public void raised(long nanos) {
              longestHold = Math.max(longestHold, nanos);
              raises.incrementAndGet();
            }
          },
          new Random(1));

  private Outcome seek(Bounds bounds, BooleanSupplier atPoint, BooleanSupplier cancelled) {
    Outcome outcome = quiescer.seek(bounds, new Stalls(), atPoint, cancelled);
    assertEquals(raises.get(), outcome.attempts());
    Stalls later = new Stalls();
    Barrier.record(later);
    Groups.end(Groups.begin("later"));
    assertEquals(0, later.stalledThreads(), "it was left raised");
    return outcome;
  }

  /** A group on a thread of its own, until it is told to end. */
  private static final class Holder implements AutoCloseable {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread = new Thread(this::hold, "holder");

    Holder() throws InterruptedException {
      thread.start();
      begun.await();
    }

    private void hold() {
      Object group = Groups.begin("held open");
      begun.countDown();
      try {
        end.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      Groups.end(group);
    }

    @Override
    public void close() throws InterruptedException {
      end.countDown();
      thread.join();
    }
  }

  @Test
  void withNobodyInsideItIsFoundAndTheInstantIsMarkedOnce() {
    AtomicInteger points = new AtomicInteger();
    long next = Barrier.nextEpoch();
    Outcome outcome = seek(BOUNDS, () -> points.incrementAndGet() > 0, () -> false);
    assertTrue(outcome.found());
    assertTrue(outcome.heldNanos() >= 0);
    assertEquals(List.of(), outcome.inTheWay());
    assertEquals(0, outcome.sufficientNanos());
    assertTrue(Barrier.nextEpoch() > next, "no instant was marked");
  }

  @Test
  void whatThePointRefusesIsTriedAgain() {
    AtomicInteger points = new AtomicInteger();
    Outcome outcome = seek(BOUNDS, () -> points.incrementAndGet() >= 3, () -> false);
    assertTrue(outcome.found());
    assertTrue(outcome.attempts() >= 3);
  }

  @Test
  void anOpenGroupIsNamedAndNothingIsMarked() throws InterruptedException {
    long next = Barrier.nextEpoch();
    try (Holder holder = new Holder()) {
      List<Boolean> asked = new ArrayList<>();
      Outcome outcome = seek(BRIEF, () -> asked.add(true), () -> false);
      assertFalse(outcome.found());
      assertEquals(List.of(), asked, "the point was asked with somebody inside");
      assertEquals(1, outcome.inTheWay().size());
      assertEquals("held open", outcome.inTheWay().get(0).who().group);
      assertEquals(holder.thread, outcome.inTheWay().get(0).who().thread);
      assertTrue(outcome.inTheWay().get(0).stack().length > 0);
      assertEquals(0, outcome.heldNanos());
    }
    assertEquals(next, Barrier.nextEpoch());
  }

  @Test
  void aTimeoutIsKept() throws InterruptedException {
    try (Holder holder = new Holder()) {
      long since = System.nanoTime();
      assertFalse(seek(BRIEF, () -> true, () -> false).found());
      long took = System.nanoTime() - since;
      assertTrue(took >= BRIEF.timeoutNanos() && took < BOUNDS.timeoutNanos(), took + " ns");
    }
  }

  @Test
  void whoCancelsIsHeard() throws InterruptedException {
    try (Holder holder = new Holder()) {
      AtomicInteger looks = new AtomicInteger();
      assertFalse(seek(BOUNDS, () -> true, () -> looks.incrementAndGet() > 20).found());
    }
    int before = raises.get();
    assertFalse(quiescer.seek(BOUNDS, new Stalls(), () -> true, () -> true).found());
    assertEquals(before, raises.get(), "it was raised for somebody who does not want it");
  }

  /** It ends while it is looked for. */
  @Test
  void itIsFoundOnceTheGroupHasEnded() throws InterruptedException {
    Holder holder = new Holder();
    Outcome outcome =
        seek(
            BOUNDS,
            () -> true,
            () -> {
              if (raises.get() >= 8) {
                holder.end.countDown();
              }
              return false;
            });
    assertTrue(outcome.found());
    assertTrue(outcome.attempts() > 8);
    assertEquals("held open", outcome.inTheWay().get(0).who().group);
    holder.close();
  }

  @Test
  void whatWouldHaveServedIsKnownOnceEverybodyInTheWayHasLeft() throws InterruptedException {
    Shortfall shortfall = new Shortfall();
    try (Holder holder = new Holder()) {
      shortfall.failed(1_000, 500, Barrier.inside());
      shortfall.look(2_000);
      assertEquals(0, shortfall.sufficientNanos());
    }
    shortfall.look(4_000);
    assertEquals(3_000, shortfall.sufficientNanos());
    shortfall.look(9_000);
    assertEquals(3_000, shortfall.sufficientNanos(), "it had left before");
  }

  /** It needs writers that are held: no hold would have served. */
  @Test
  void whoLeftSoonerThanAHoldThatFailedIsNoMeasure() throws InterruptedException {
    Shortfall shortfall = new Shortfall();
    try (Holder holder = new Holder()) {
      shortfall.failed(1_000, 5_000, Barrier.inside());
    }
    shortfall.look(4_000);
    assertEquals(0, shortfall.sufficientNanos());
  }

  @Test
  void nobodyIsHeldForLongerThanTheBound() throws InterruptedException {
    try (Holder holder = new Holder()) {
      Stalls stalls = new Stalls();
      CountDownLatch stop = new CountDownLatch(1);
      Thread writer =
          new Thread(
              () -> {
                while (stop.getCount() > 0) {
                  Groups.end(Groups.begin("short"));
                }
              });
      writer.start();
      Bounds bounds = new Bounds(2 * MILLI, 0.9, 2_000 * MILLI);
      assertFalse(quiescer.seek(bounds, stalls, () -> true, () -> false).found());
      stop.countDown();
      writer.join();
      assertTrue(stalls.stalledThreads() > 0, "nobody was held at all");
      assertEquals(bounds.maxPauseNanos(), longestHold);
    }
  }

  /** In any stretch of time: each hold is followed by a pause in proportion to it. */
  @Test
  void holdsTakeNoMoreThanTheirShare() throws InterruptedException {
    Bounds bounds = new Bounds(5 * MILLI, 0.1, BOUNDS.timeoutNanos());
    List<String> tooSoon = new ArrayList<>();
    AtomicInteger pauses = new AtomicInteger();
    HoldProbe probe =
        new HoldProbe() {
          private long before;
          private long planned;

          @Override
          public void raised(long nanos) {
            long now = System.nanoTime();
            if (planned > 0) {
              long held = Math.min(planned, Barrier.loweredNanos() - before);
              long pause = now - Barrier.loweredNanos();
              pauses.incrementAndGet();
              if (held > bounds.holdShare() * (held + pause)) {
                tooSoon.add(pause + " ns after a hold of " + held);
              }
            }
            before = now;
            planned = nanos;
          }
        };
    try (Holder holder = new Holder()) {
      Quiescer sparing = new Quiescer(probe, new Random(1));
      sparing.seek(bounds, new Stalls(), () -> true, () -> pauses.get() >= 9);
    }
    assertEquals(9, pauses.get());
    assertEquals(List.of(), tooSoon);
  }

  /** One that the scheduler, as it were, does not let go on, long after the barrier is lowered. */
  private static final class Slow extends Thread {
    final CountDownLatch held = new CountDownLatch(1);
    final CountDownLatch goesOn = new CountDownLatch(1);

    @Override
    public void run() {
      Groups.end(Groups.begin("slow"));
    }

    /** Asked for by the gate, of who is held. */
    @Override
    public long getId() {
      held.countDown();
      try {
        goesOn.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return super.getId();
    }
  }

  @Test
  void nobodyIsHeldAgainBeforeAllWhoWereHeldHaveGoneOn() throws InterruptedException {
    Slow slow = new Slow();
    AtomicInteger raised = new AtomicInteger();
    Quiescer patient =
        new Quiescer(
            new HoldProbe() {
              @Override
              public void raised(long nanos) {
                if (raised.incrementAndGet() == 1) {
                  slow.start();
                  try {
                    slow.held.await();
                  } catch (InterruptedException e) {
                    throw new AssertionError(e);
                  }
                }
              }
            },
            new Random(1));
    AtomicInteger looks = new AtomicInteger();
    AtomicInteger again = new AtomicInteger();
    BooleanSupplier notCancelled =
        () -> {
          if (looks.incrementAndGet() == 100) {
            again.set(raised.get() - 1);
            slow.goesOn.countDown();
          }
          return false;
        };
    assertTrue(patient.seek(BOUNDS, new Stalls(), () -> true, notCancelled).found());
    assertEquals(0, again.get(), "raised while one was held still");
    slow.join();
  }

  @Test
  void warmingUpRaisesNothing() {
    long next = Barrier.nextEpoch();
    quiescer.warmUp(() -> true);
    assertEquals(next, Barrier.nextEpoch());
    assertEquals(0, raises.get());
  }
}
