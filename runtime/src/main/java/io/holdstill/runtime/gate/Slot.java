package io.holdstill.runtime.gate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;

/** Keeps the fields below it off the cache lines of whatever was allocated before. */
abstract class SlotLeftPad {
  /** Fills the header's gap, where the JVM would otherwise put the first int below. */
  int gap;

  long l00, l01, l02, l03, l04, l05, l06, l07, l08, l09, l10, l11, l12, l13, l14;
}

abstract class SlotFields extends SlotLeftPad {
  /** How many are inside: 0 or 1 for a thread's own slot and a claim, any number for a stripe. */
  int inside;

  long writes;
  long bareWrites;
  long groups;

  /** The group that occupies a thread's own slot, 0 for a bare write; for blame only. */
  int groupId;

  long sinceNanos;
}

/**
 * Where writers say that they are inside. A platform thread has one of its own, virtual threads
 * share stripes, and a claim that outlives its thread's call has one. Padded on both sides: no two
 * writers share a cache line.
 */
final class Slot extends SlotFields {
  private static final VarHandle INSIDE = field("inside", int.class);
  private static final VarHandle WRITES = field("writes", long.class);
  private static final VarHandle BARE = field("bareWrites", long.class);
  private static final VarHandle GROUPS = field("groups", long.class);
  private static final VarHandle GROUP_ID = field("groupId", int.class);
  private static final VarHandle SINCE = field("sinceNanos", long.class);

  long r00, r01, r02, r03, r04, r05, r06, r07, r08, r09, r10, r11, r12, r13, r14;

  /** The thread it belongs to; null for a stripe or a claim. */
  final WeakReference<Thread> owner;

  final boolean shared;

  /** Of a thread's own slot: what a dead thread leaves on its tape is found by it. */
  volatile Writer writer;

  /** How often its thread had entered when it was found to have left without saying so, or -1. */
  private volatile long leakedAt = -1;

  /** Set for a claim's slot. */
  volatile Claim claim;

  Slot(Thread owner, boolean shared) {
    this.owner = owner == null ? null : new WeakReference<Thread>(owner);
    this.shared = shared;
  }

  /** Pairs with {@link Barrier}'s fence between raising the word and reading the slots. */
  void occupy() {
    if (shared) {
      INSIDE.getAndAdd(this, 1);
    } else {
      INSIDE.setOpaque(this, 1);
      VarHandle.fullFence();
    }
  }

  /** Release: whatever was written inside happens before the barrier's acquire of a vacant slot. */
  void vacate() {
    if (shared) {
      INSIDE.getAndAdd(this, -1);
    } else {
      INSIDE.setRelease(this, 0);
    }
  }

  boolean occupied() {
    return (int) INSIDE.getAcquire(this) != 0;
  }

  void countWrite(boolean bare) {
    if (shared) {
      WRITES.getAndAdd(this, 1L);
      if (bare) {
        BARE.getAndAdd(this, 1L);
      }
      return;
    }
    WRITES.setOpaque(this, writes + 1);
    if (bare) {
      BARE.setOpaque(this, bareWrites + 1);
    }
  }

  void countGroup() {
    if (shared || owner == null) {
      GROUPS.getAndAdd(this, 1L);
    } else {
      GROUPS.setOpaque(this, groups + 1);
    }
  }

  long writesSeen() {
    return (long) WRITES.getOpaque(this);
  }

  long bareWritesSeen() {
    return (long) BARE.getOpaque(this);
  }

  long groupsEnded() {
    return (long) GROUPS.getOpaque(this);
  }

  void label(int group, long nanos) {
    SINCE.setOpaque(this, nanos);
    GROUP_ID.setOpaque(this, group);
  }

  int groupId() {
    return (int) GROUP_ID.getOpaque(this);
  }

  long sinceNanos() {
    return (long) SINCE.getOpaque(this);
  }

  Thread thread() {
    return owner == null ? null : owner.get();
  }

  /** True for a slot whose thread has died: whatever it held is abandoned. */
  boolean orphaned() {
    if (owner == null) {
      return false;
    }
    Thread thread = owner.get();
    return thread == null || thread.getState() == Thread.State.TERMINATED;
  }

  /** By the requester, who is not in a hurry: it stops the thread for a moment. */
  void findLeak() {
    Thread thread = thread();
    Writer leaver = writer;
    if (!occupied() || thread == null || leaver == null) {
      return;
    }
    long entries = leaver.entriesSeen();
    GroupName group = GroupName.byId(groupId());
    if (Leak.leaked(thread.getStackTrace(), 0, group)) {
      leakedAt = entries;
    }
  }

  /**
   * True as long as the thread that leaked it has not entered again: it counts its entry before it
   * occupies, and the barrier is raised before this is read, so one of the two sees the other.
   */
  boolean leaked() {
    Writer leaver = writer;
    return leakedAt >= 0 && leaver != null && leaver.entriesSeen() == leakedAt;
  }

  private static VarHandle field(String name, Class<?> type) {
    try {
      return MethodHandles.lookup().findVarHandle(SlotFields.class, name, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
