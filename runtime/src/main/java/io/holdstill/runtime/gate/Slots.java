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

  /** Replaced as a whole by every change: who finds the same view again has missed none. */
  private static final class View {
    final Slot[] slots;
    final int count;

    View(Slot[] slots, int count) {
      this.slots = slots;
      this.count = count;
    }
  }

  private static volatile View view = new View(STRIPES.clone(), STRIPES.length);

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
      View now = view;
      for (int i = STRIPES.length; i < now.count; i++) {
        Slot slot = now.slots[i];
        if (slot.thread() == thread && !slot.occupied()) {
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
      View now = view;
      for (int i = STRIPES.length; i < now.count; i++) {
        if (now.slots[i] == slot) {
          retire(slot);
          Slot[] next = now.slots.clone();
          next[i] = next[now.count - 1];
          next[now.count - 1] = null;
          view = new View(next, now.count - 1);
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
    View now = view;
    for (int i = 0; i < now.count; i++) {
      Slot slot = now.slots[i];
      if (slot.occupied() && !settled(slot)) {
        return false;
      }
    }
    return view == now;
  }

  static List<Slot> occupied() {
    VirtualGroups.reap();
    findLeaked();
    List<Slot> found = new ArrayList<Slot>();
    View now = view;
    for (int i = 0; i < now.count; i++) {
      Slot slot = now.slots[i];
      if (slot.occupied() && !settled(slot)) {
        found.add(slot);
      }
    }
    return found;
  }

  /** What dead threads have left unended; the slots themselves are dropped when room is needed. */
  static void reapTapes(Recorder recorder) {
    View now = view;
    for (int i = STRIPES.length; i < now.count; i++) {
      reapTape(recorder, now.slots[i]);
    }
  }

  static void unended(Recorder recorder, List<Unended> into) {
    View now = view;
    for (int i = STRIPES.length; i < now.count; i++) {
      Slot slot = now.slots[i];
      Unended.add(recorder, slot.writer, slot.thread(), into);
      Claim claim = slot.claim;
      if (claim != null && !claim.ended()) {
        claim.end.unended(recorder, into);
      }
    }
  }

  private static void reapTape(Recorder recorder, Slot slot) {
    Writer writer = slot.writer;
    if (writer != null && slot.orphaned()) {
      slot.writer = null;
      recorder.abandoned(writer, "(dead)");
    }
  }

  static Barrier.Totals totals() {
    synchronized (LOCK) {
      long writes = retiredWrites;
      long bare = retiredBareWrites;
      long groups = retiredGroups;
      View now = view;
      for (int i = 0; i < now.count; i++) {
        writes += now.slots[i].writesSeen();
        bare += now.slots[i].bareWritesSeen();
        groups += now.slots[i].groupsEnded();
      }
      return new Barrier.Totals(
          writes - before.writes(),
          bare - before.bareWrites(),
          groups - before.groupsEnded(),
          abandoned - before.abandoned());
    }
  }

  static void countAbandoned() {
    synchronized (LOCK) {
      abandoned++;
      retiredGroups++;
    }
  }

  static void beginCounting() {
    synchronized (LOCK) {
      before = new Barrier.Totals(0, 0, 0, 0);
      before = totals();
    }
  }

  /** An occupied slot that will never be left by itself: a dead thread's, an ended claim's. */
  private static boolean settled(Slot slot) {
    Claim claim = slot.claim;
    if (claim != null) {
      return claim.ended();
    }
    return !slot.shared && (slot.orphaned() || slot.leaked());
  }

  /**
   * Where threads have run out of stack, looks whether it kept one from leaving, which does nothing
   * now and will notice it only at its next entry.
   */
  private static void findLeaked() {
    View now = view;
    for (int i = STRIPES.length; Gate.overflows != 0 && i < now.count; i++) {
      now.slots[i].findLeak();
    }
  }

  private static Slot add(Slot slot) {
    if (view.count == view.slots.length) {
      compact();
    }
    View now = view;
    now.slots[now.count] = slot;
    view = new View(now.slots, now.count + 1);
    return slot;
  }

  /** Drops the dead; grows only for the living. */
  private static void compact() {
    View now = view;
    List<Slot> kept = new ArrayList<Slot>();
    for (int i = 0; i < now.count; i++) {
      if (i >= STRIPES.length && now.slots[i].orphaned()) {
        Recorder recorder = Recorder.active();
        if (recorder != null) {
          reapTape(recorder, now.slots[i]);
        }
        retire(now.slots[i]);
      } else {
        kept.add(now.slots[i]);
      }
    }
    Slot[] next = kept.toArray(new Slot[Math.max(64, kept.size() * 2)]);
    view = new View(next, kept.size());
  }

  private static void retire(Slot slot) {
    retiredWrites += slot.writesSeen();
    retiredBareWrites += slot.bareWritesSeen();
    retiredGroups += slot.groupsEnded();
    if (slot.occupied() && slot.orphaned() && slot.groupId() != 0) {
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
