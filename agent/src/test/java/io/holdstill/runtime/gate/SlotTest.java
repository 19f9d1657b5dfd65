package io.holdstill.runtime.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** A slot counts and says who is inside, whether one thread has it or many share it. */
class SlotTest {
  private static final long SHARED = 100_000;

  private final Slot own = new Slot(Thread.currentThread(), false);
  private final Slot stripe = new Slot(null, true);

  @Test
  void oneIsInsideOrNobody() {
    assertFalse(own.occupied());
    own.occupy();
    assertTrue(own.occupied());
    own.vacate();
    assertFalse(own.occupied());
  }

  @Test
  void thoseWhoShareAreCounted() {
    stripe.occupy();
    stripe.occupy();
    stripe.vacate();
    assertTrue(stripe.occupied(), "one of two has left");
    stripe.vacate();
    assertFalse(stripe.occupied());
  }

  @Test
  void writesAndGroupsAreCounted() {
    for (Slot slot : new Slot[] {own, stripe}) {
      slot.countWrite(true);
      slot.countWrite(false);
      slot.countWrite(false);
      slot.countGroup();
      slot.countGroup();
      assertEquals(3, slot.writesSeen());
      assertEquals(1, slot.bareWritesSeen());
      assertEquals(2, slot.groupsEnded());
    }
  }

  /** A stripe's writers are many, and a claim's group may be ended by another thread. */
  @Test
  void thoseWhoShareLoseNoCount() throws Exception {
    Slot claim = new Slot(null, false);
    CyclicBarrier start = new CyclicBarrier(2);
    List<FutureTask<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      FutureTask<Void> task =
          new FutureTask<>(
              () -> {
                start.await();
                for (int count = 0; count < SHARED; count++) {
                  stripe.countWrite(true);
                  claim.countGroup();
                }
                return null;
              });
      tasks.add(task);
      new Thread(task).start();
    }
    for (FutureTask<Void> task : tasks) {
      task.get();
    }
    assertEquals(2 * SHARED, stripe.writesSeen());
    assertEquals(2 * SHARED, stripe.bareWritesSeen());
    assertEquals(2 * SHARED, claim.groupsEnded());
  }

  @Test
  void theGroupAndSinceWhenAreForBlame() {
    own.label(7, 123);
    assertEquals(7, own.groupId());
    assertEquals(123, own.sinceNanos());
    assertSame(Thread.currentThread(), own.thread());
    assertNull(stripe.thread());
  }

  @Test
  void onlyADeadThreadsSlotIsOrphaned() throws InterruptedException {
    assertFalse(own.orphaned());
    assertFalse(stripe.orphaned());
    Thread thread = new Thread(() -> {});
    Slot slot = new Slot(thread, false);
    thread.start();
    thread.join();
    assertTrue(slot.orphaned());
  }

  @Test
  void whoIsInsideAndHasNotLeakedIsNotSaidToHave() {
    own.writer = Writer.current();
    own.occupy();
    own.findLeak();
    assertFalse(own.leaked());
    own.vacate();
  }

  /** A thread that is inside by its slot, and in no method that entered. */
  @Test
  void whoHasLeakedIsFoundUntilHeEntersAgain() throws Exception {
    Semaphore never = new Semaphore(0);
    Thread thread = new Thread(never::acquireUninterruptibly);
    thread.start();
    while (!never.hasQueuedThreads()) {
      Thread.onSpinWait();
    }
    Slot slot = new Slot(thread, false);
    slot.findLeak();
    slot.occupy();
    slot.findLeak();
    assertFalse(slot.leaked(), "whose it is nobody knows");
    slot.vacate();
    slot.writer = neverEntered();
    slot.findLeak();
    assertFalse(slot.leaked(), "nobody is inside");
    slot.occupy();
    slot.label(GroupName.of("java.util.concurrent.Semaphore#acquireUninterruptibly").id, 0);
    slot.findLeak();
    assertFalse(slot.leaked(), "it is in the method of its group");
    slot.label(GroupName.of("com.acme.Store#put").id, 0);
    slot.findLeak();
    assertTrue(slot.leaked());
    slot.writer.entries++;
    assertFalse(slot.leaked(), "it has entered since");
    slot.writer = null;
    assertFalse(slot.leaked());
    never.release();
    thread.join();
  }

  private static Writer neverEntered() throws Exception {
    FutureTask<Writer> writer = new FutureTask<>(Writer::current);
    new Thread(writer).start();
    return writer.get();
  }

  @Test
  void whatNoThreadOwnsIsNotLeaked() {
    stripe.writer = Writer.current();
    stripe.occupy();
    stripe.findLeak();
    assertFalse(stripe.leaked());
    stripe.vacate();
  }
}
