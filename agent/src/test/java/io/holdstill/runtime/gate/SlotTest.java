package io.holdstill.runtime.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A slot counts and says who is inside, whether one thread has it or many share it. */
class SlotTest {
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
}
