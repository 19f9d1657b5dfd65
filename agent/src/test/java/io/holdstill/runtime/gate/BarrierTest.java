package io.holdstill.runtime.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The gate's invariants 1 to 4, each with as many threads as it takes and no clock but its own. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class BarrierTest {
  private static final long LONG = TimeUnit.SECONDS.toNanos(20);
  private static final long SHORT = TimeUnit.MILLISECONDS.toNanos(20);
  private static final int ROUNDS = Integer.getInteger("holdstill.barrier.rounds", 60_000);

  /** A thread that enters the gate, and stays inside until it is told. */
  private static final class Visitor {
    final Thread thread = new Thread(this::visit, "visitor");
    final Stepper stepper = new Stepper();
    volatile boolean inside;
    volatile boolean interrupted;
    volatile long openWord;

    Visitor() {
      thread.setDaemon(true);
      thread.start();
    }

    private void visit() {
      Writer writer = Writer.current();
      writer.enter();
      interrupted = Thread.currentThread().isInterrupted();
      openWord = writer.openWord;
      inside = true;
      stepper.await();
      writer.leave();
      inside = false;
    }

    Visitor arrived() {
      until(() -> inside, "it does not get in");
      return this;
    }

    void leaves() throws InterruptedException {
      stepper.step();
      thread.join();
    }
  }

  /** A gate for one step, as interrupts do not open it. */
  private static final class Stepper {
    private volatile boolean open;

    void await() {
      while (!open) {
        Thread.onSpinWait();
      }
    }

    void step() {
      open = true;
    }
  }

  private static void until(BooleanSupplier condition, String otherwise) {
    long since = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - since < LONG, otherwise);
      Thread.yield();
    }
  }

  @BeforeEach
  @AfterEach
  void nobodyIsInside() {
    assertEquals(0, Barrier.word() & Barrier.RAISED);
    assertTrue(Barrier.empty());
    assertEquals(0, Barrier.held());
  }

  @Test
  void whoIsInsideIsSeen() throws InterruptedException {
    Visitor visitor = new Visitor().arrived();
    long raised = Barrier.raise(LONG);
    assertFalse(Barrier.empty());
    visitor.leaves();
    assertTrue(Barrier.empty());
    Barrier.lower(raised);
    Barrier.wake();
  }

  @Test
  void whoArrivesWhileItIsRaisedWaitsForTheCutAndIsAfterIt() throws InterruptedException {
    long raised = Barrier.raise(LONG);
    Visitor visitor = new Visitor();
    until(() -> Barrier.held() == 1, "nobody was held");
    until(Barrier::empty, "whoever is held steps back");
    assertFalse(visitor.inside);
    long next = Barrier.nextEpoch();
    assertTrue(Barrier.cut(raised));
    Barrier.wake();
    assertEquals(next, visitor.arrived().openWord);
    long again = Barrier.raise(LONG);
    assertFalse(Barrier.empty(), "who was held is inside, and not seen there");
    Barrier.lower(again);
    Barrier.wake();
    visitor.leaves();
  }

  @Test
  void whoEnteredBeforeTheCutIsBeforeIt() throws InterruptedException {
    Visitor visitor = new Visitor().arrived();
    assertTrue(visitor.openWord < Barrier.nextEpoch());
    visitor.leaves();
  }

  @Test
  void anAttemptThatIsGivenUpMarksNothing() throws InterruptedException {
    long next = Barrier.nextEpoch();
    long raised = Barrier.raise(LONG);
    Visitor visitor = new Visitor();
    until(() -> Barrier.held() == 1, "nobody was held");
    Barrier.lower(raised);
    Barrier.wake();
    assertTrue(visitor.arrived().openWord < next);
    assertEquals(next, Barrier.nextEpoch());
    visitor.leaves();
  }

  /** Nobody lowers it: the requester is stopped, as it were. */
  @Test
  void aHeldWriterGoesByItsOwnClockAndVoidsTheAttempt() throws InterruptedException {
    long next = Barrier.nextEpoch();
    long since = System.nanoTime();
    long raised = Barrier.raise(SHORT);
    Visitor visitor = new Visitor().arrived();
    assertTrue(Barrier.expired(raised));
    assertTrue(Barrier.loweredNanos() - since > 0, "nobody would know how long it was held");
    assertFalse(Barrier.cut(raised));
    assertTrue(visitor.openWord < next);
    visitor.leaves();
  }

  @Test
  void aCutPastTheDeadlineFailsThoughNobodyWasHeld() {
    long since = System.nanoTime();
    long raised = Barrier.raise(SHORT);
    until(() -> System.nanoTime() - since > 2 * SHORT, "the clock stands still");
    assertFalse(Barrier.cut(raised));
    Barrier.lower(raised);
  }

  @Test
  void loweringIsOfNoEffectOnceTheAttemptHasEnded() {
    long first = Barrier.raise(LONG);
    assertTrue(Barrier.cut(first));
    long second = Barrier.raise(LONG);
    Barrier.lower(first);
    assertFalse(Barrier.expired(second), "another attempt was lowered");
    assertTrue(Barrier.cut(second));
    long word = Barrier.word();
    Barrier.lower(second);
    assertEquals(word, Barrier.word(), "the cut was undone");
  }

  /** They park, which takes them some time; only then it is lowered. */
  @Test
  void everybodyWhoIsParkedIsWoken() throws InterruptedException {
    long raised = Barrier.raise(LONG);
    Visitor[] visitors = {new Visitor(), new Visitor(), new Visitor()};
    for (Visitor each : visitors) {
      until(() -> each.thread.getState() == Thread.State.TIMED_WAITING, "it does not park");
    }
    Barrier.lower(raised);
    Barrier.wake();
    long since = System.nanoTime();
    for (Visitor each : visitors) {
      each.arrived().leaves();
    }
    assertTrue(System.nanoTime() - since < LONG / 2, "they went by their own clocks");
  }

  @Test
  void anInterruptIsKeptForTheApplicationAndEndsNoHold() throws InterruptedException {
    long raised = Barrier.raise(LONG);
    Visitor visitor = new Visitor();
    until(() -> visitor.thread.getState() == Thread.State.TIMED_WAITING, "it does not park");
    visitor.thread.interrupt();
    until(() -> !visitor.thread.isInterrupted(), "it was not noticed");
    assertFalse(visitor.inside);
    Barrier.lower(raised);
    Barrier.wake();
    assertTrue(visitor.arrived().interrupted);
    visitor.leaves();
  }

  @Test
  void aThreadThatDiedInsideIsInNobodysWay() throws InterruptedException {
    Thread dies = new Thread(() -> Writer.current().enter());
    dies.start();
    dies.join();
    assertTrue(Barrier.empty());
  }

  /** By a claim, on no thread at all in between. */
  @Test
  void aCarriedGroupStaysInside() throws InterruptedException {
    Object group = Groups.begin("carried");
    Object claim = Groups.claim(group, new Object());
    assertTrue(Groups.end(group));
    assertFalse(Barrier.empty(), "it was dropped when its thread went on");
    Thread other =
        new Thread(
            () -> {
              assertTrue(Groups.resume(claim));
              Groups.finish(claim);
            });
    other.start();
    other.join();
    assertTrue(Barrier.empty());
  }

  /**
   * The store of the one and the load of the other, both ways: either the requester sees the writer
   * inside, or the writer sees the word raised. Without the writer's fence this fails in many a
   * round, if there are two cores: the stores before it wait for memory, and its own waits behind
   * them.
   */
  @Test
  void whoIsNotSeenInsideHasSeenItRaised() throws InterruptedException {
    Contest contest = new Contest();
    Thread thread = new Thread(contest, "contestant");
    thread.start();
    try {
      for (int round = 1; round <= ROUNDS; round++) {
        contest.play(round);
      }
    } finally {
      contest.round = -1;
      thread.join();
    }
    assertEquals(0, contest.unseen, "of " + ROUNDS + " rounds (-Dholdstill.barrier.rounds)");
  }

  private static final class Contest implements Runnable {
    private static final int COLD_STORES = 4;
    private static final int COLD_STRIDE = (1 << 12) + (1 << 7);

    volatile int round;
    volatile int entered;
    volatile int done;
    private final byte[] cold = new byte[64 << 20];
    private int coldAt;
    long openWord;
    int unseen;

    void play(int number) {
      round = number;
      for (int i = number % 64; i > 0; i--) {
        Thread.onSpinWait();
      }
      long epoch = Barrier.nextEpoch();
      long raised = Barrier.raise(LONG);
      boolean cut = Barrier.empty() && Barrier.cut(raised);
      Barrier.lower(raised);
      Barrier.wake();
      await(() -> entered == number);
      unseen += cut && openWord < epoch && done < number ? 1 : 0;
      done = number;
      await(() -> entered == -number);
    }

    @Override
    public void run() {
      Writer writer = Writer.current();
      for (int number = 1; ; number++) {
        int now = number;
        await(() -> round == now || round < 0);
        if (round < 0) {
          return;
        }
        storeBusily();
        writer.enter();
        openWord = writer.openWord;
        entered = now;
        await(() -> done == now || round < 0);
        writer.leave();
        entered = -now;
      }
    }

    /** Into lines that no cache near by has. */
    private void storeBusily() {
      for (int i = 0; i < COLD_STORES; i++) {
        coldAt = (coldAt + COLD_STRIDE) % cold.length;
        cold[coldAt] = 1;
      }
    }

    private static void await(BooleanSupplier condition) {
      for (int i = 1; !condition.getAsBoolean(); i++) {
        if (i % 1_000 == 0) {
          Thread.yield();
        }
        Thread.onSpinWait();
      }
    }
  }
}
