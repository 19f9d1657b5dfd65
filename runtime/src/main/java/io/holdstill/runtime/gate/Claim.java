package io.holdstill.runtime.gate;

import java.lang.ref.WeakReference;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A group that is open beyond its thread's call: carried by {@code wrap}, or until a stage or
 * future completes. Holds a slot of its own until then.
 */
final class Claim {
  private static final int WAITING = 0;
  private static final int RUNNING = 1;
  private static final int ENDED = 2;

  private final long openWord;
  private final Slot slot;
  private final GroupName name;

  /** Of the thread that runs the task, as it was before. */
  private int depthBefore;

  private int groupDepthBefore;
  final GroupEnd end;
  private final WeakReference<Future<?>> future;

  /** Held where a wrapper may become unreachable long before what it wraps completes. */
  private final Future<?> held;

  private final AtomicInteger state = new AtomicInteger(WAITING);

  /** Called by a thread that is inside the group. */
  Claim(Writer writer, GroupName name, GroupEnd end, Future<?> future) {
    this.openWord = writer.openWord;
    name.byApi = true; // it is open on threads that have no frame of it
    this.name = name;
    this.future = future == null ? null : new WeakReference<Future<?>>(future);
    this.held = future != null && future.getClass() != FutureTask.class ? future : null;
    this.end = end;
    end.retain();
    this.slot = Slots.claim(this);
    this.slot.label(name.id, System.nanoTime());
  }

  /** The task begins on this thread; false if the claim has been used or released. */
  boolean resume() {
    return state.compareAndSet(WAITING, RUNNING);
  }

  /** The running thread is inside by this claim from here on. */
  void enter(Writer writer) {
    depthBefore = writer.depth;
    groupDepthBefore = writer.groupDepth;
    if (writer.depth++ == 0) {
      writer.openWord = openWord;
    }
    if (writer.groupDepth++ == 0) {
      writer.group = name;
      writer.groupEnd = end;
    }
  }

  /** As before, whatever the task has left open. */
  void leave(Writer writer) {
    Recorder recorder = writer.tape == null ? null : Recorder.active();
    if (recorder != null && groupDepthBefore == 0) {
      recorder.ended(writer, end, 0);
    }
    writer.depth = depthBefore;
    writer.groupDepth = groupDepthBefore;
    if (groupDepthBefore == 0) {
      writer.group = null;
      writer.groupEnd = null; // the claim's own hold on it ends with the claim
    }
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

  boolean ended() {
    return state.get() == ENDED;
  }

  /** Asks the future, unless it has become unreachable: then it completes no more. */
  boolean endedWithItsFuture() {
    Future<?> waitedFor = held != null ? held : future == null ? null : future.get();
    if (!ended() && future != null && (waitedFor == null || done(waitedFor))) {
      release();
    }
    return ended();
  }

  /** The application's own code: what it throws says that it will never be done. */
  private static boolean done(Future<?> future) {
    try {
      return future.isDone();
    } catch (Throwable ofTheApplication) {
      Faults.suppress(ofTheApplication);
      return true;
    }
  }

  private void drop() {
    end.release();
    slot.vacate();
    Slots.drop(slot);
  }
}
