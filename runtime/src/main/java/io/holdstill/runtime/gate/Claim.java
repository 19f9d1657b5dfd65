package io.holdstill.runtime.gate;

import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A group that is open beyond its thread's call: carried by {@code wrap}, or until a stage or
 * future completes. Holds a slot of its own until then.
 */
final class Claim {
  private static final int WAITING = 0;
  private static final int RUNNING = 1;
  private static final int ENDED = 2;

  final long openWord;
  private final Slot slot;
  private final Future<?> future;
  private final AtomicInteger state = new AtomicInteger(WAITING);
  private final GroupEnd end;

  /** Called by a thread that is inside the group. */
  Claim(Writer writer, int groupId, GroupEnd end, Future<?> future) {
    this.openWord = writer.openWord;
    this.future = future;
    this.end = end;
    end.retain();
    this.slot = Slots.claim(this);
    this.slot.label(groupId, System.nanoTime());
  }

  /** The task begins on this thread; false if the claim has been used or released. */
  boolean resume() {
    return state.compareAndSet(WAITING, RUNNING);
  }

  /** Ends the claim unless a task is running in it; that one ends it itself. */
  void release() {
    if (state.compareAndSet(WAITING, ENDED)) {
      drop();
    }
  }

  void finish() {
    if (state.compareAndSet(RUNNING, ENDED)) {
      drop();
    }
  }

  /** True when nothing keeps the claim open any longer; asks a plain future, which tells nobody. */
  boolean settled() {
    if (state.get() == ENDED) {
      return true;
    }
    if (future == null || !future.isDone()) {
      return false;
    }
    release();
    return true;
  }

  private void drop() {
    end.release();
    slot.vacate();
    Slots.drop(slot);
  }
}
