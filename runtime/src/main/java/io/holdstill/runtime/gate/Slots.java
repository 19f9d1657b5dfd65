package io.holdstill.runtime.gate;

import java.util.ArrayList;
import java.util.List;

/**
 * All slots. Reading is one volatile load; registering is rare and locked. A dead thread's slot is
 * dropped when room is needed, and its counts are kept.
 */
final class Slots {
  /** Virtual threads come in hundreds of thousands: a slot each would make the scan long. */
  private static final Slot[] STRIPES = stripes(4 * Runtime.getRuntime().availableProcessors());

  private static final Object LOCK = new Object();
  private static volatile Slot[] all = STRIPES.clone();
  private static volatile int used = STRIPES.length;
  private static volatile int version;

  private static long retiredWrites;
  private static long retiredBareWrites;
  private static long retiredGroups;
  private static long abandoned;

  /** What had been counted when counting was begun anew. */
  private static Barrier.Totals before = new Barrier.Totals(0, 0, 0, 0);

  private Slots() {}

  static Slot stripe(int hash) {
    return STRIPES[hash & (STRIPES.length - 1)];
  }

  /** A platform thread's own slot; the one it had before if its thread locals were erased. */
  static Slot own(Thread thread) {
    synchronized (LOCK) {
      for (int i = STRIPES.length; i < used; i++) {
        Slot slot = all[i];
        if (slot != null && slot.thread() == thread && !slot.occupied()) {
          return slot;
        }
      }
      return add(new Slot(thread, false));
    }
  }

  /** A slot for a claim, occupied from the start: its maker is inside, so no gate is asked. */
  static Slot claim(Claim claim) {
    Slot slot = new Slot(null, false);
    slot.claim = claim;
    slot.occupy();
    synchronized (LOCK) {
      return add(slot);
    }
  }

  static void drop(Slot slot) {
    synchronized (LOCK) {
      for (int i = STRIPES.length; i < used; i++) {
        if (all[i] == slot) {
          retire(slot);
          Slot[] next = all.clone();
          next[i] = next[used - 1];
          next[used - 1] = null;
          publish(next, used - 1);
          return;
        }
      }
    }
  }

  /**
   * One pass. True if every slot was found vacant and none was registered meanwhile; a claim is
   * registered before its maker's slot falls vacant, so none can slip through.
   */
  static boolean vacant() {
    int before = version;
    Slot[] slots = all;
    int count = Math.min(used, slots.length);
    for (int i = 0; i < count; i++) {
      Slot slot = slots[i];
      if (slot != null && slot.occupied() && !settled(slot)) {
        return false;
      }
    }
    return version == before;
  }

  static List<Slot> occupied() {
    List<Slot> found = new ArrayList<Slot>();
    Slot[] slots = all;
    int count = Math.min(used, slots.length);
    for (int i = 0; i < count; i++) {
      Slot slot = slots[i];
      if (slot != null && slot.occupied() && !settled(slot)) {
        found.add(slot);
      }
    }
    return found;
  }

  static Barrier.Totals totals() {
    synchronized (LOCK) {
      long writes = retiredWrites;
      long bare = retiredBareWrites;
      long groups = retiredGroups;
      for (int i = 0; i < used; i++) {
        writes += all[i].writesSeen();
        bare += all[i].bareWritesSeen();
        groups += all[i].groupsEnded();
      }
      return new Barrier.Totals(
          writes - before.writes(),
          bare - before.bareWrites(),
          groups - before.groupsEnded(),
          abandoned - before.abandoned());
    }
  }

  static void beginCounting() {
    synchronized (LOCK) {
      before = new Barrier.Totals(0, 0, 0, 0);
      before = totals();
    }
  }

  /** An occupied slot that will never be left by itself: a dead thread's, a finished future's. */
  private static boolean settled(Slot slot) {
    Claim claim = slot.claim;
    if (claim != null) {
      return claim.settled();
    }
    return !slot.shared && slot.orphaned();
  }

  private static Slot add(Slot slot) {
    if (used == all.length) {
      compact();
    }
    all[used] = slot;
    used = used + 1;
    version = version + 1;
    return slot;
  }

  private static void compact() {
    Slot[] old = all;
    Slot[] next = new Slot[Math.max(64, old.length * 2)];
    int kept = 0;
    for (int i = 0; i < used; i++) {
      if (i >= STRIPES.length && old[i].orphaned()) {
        retire(old[i]);
      } else {
        next[kept++] = old[i];
      }
    }
    publish(next, kept);
  }

  private static void publish(Slot[] next, int count) {
    used = Math.min(used, count);
    all = next;
    used = count;
    version = version + 1;
  }

  private static void retire(Slot slot) {
    retiredWrites += slot.writesSeen();
    retiredBareWrites += slot.bareWritesSeen();
    retiredGroups += slot.groupsEnded();
    if (slot.occupied() && slot.orphaned()) {
      abandoned++;
      retiredGroups++;
    }
  }

  private static Slot[] stripes(int atLeast) {
    int n = Integer.highestOneBit(Math.max(8, atLeast) * 2 - 1);
    Slot[] stripes = new Slot[n];
    for (int i = 0; i < n; i++) {
      stripes[i] = new Slot(null, true);
    }
    return stripes;
  }
}
