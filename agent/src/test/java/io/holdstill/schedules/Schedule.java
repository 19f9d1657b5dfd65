package io.holdstill.schedules;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * One run of a scene, in which one thread moves at a time and the strategy says which. A point is a
 * place before something that another thread can see or change. Time is what the threads ask for:
 * it passes by being looked at, and where everybody waits.
 */
final class Schedule {
  private static final int MOST_STEPS = 20_000;
  private static final long LOOK_NANOS = 10;
  private static final long SPIN_NANOS = 1_000;

  /** Ends the threads of a run that has failed. */
  static final class Over extends Error {
    Over() {
      super(null, null, false, false);
    }
  }

  /** One thread of the scene. */
  static final class Task {
    final int id;
    final Runnable body;
    final Semaphore turn = new Semaphore(0);
    Thread thread;
    boolean done;
    boolean parked;
    boolean permit;
    boolean spins;
    long until;
    Object wants;

    /** The raised word that it waits on in the barrier, and those that it has been held by. */
    long awaits;

    final List<Long> heldBy = new ArrayList<>();

    Task(int id, Runnable body) {
      this.id = id;
      this.body = body;
    }

    boolean ready() {
      return !done && !parked && wants == null;
    }
  }

  final List<Integer> chosen = new ArrayList<>();
  private final List<Task> tasks = new ArrayList<>();
  private final Strategy strategy;
  private final Scene scene;
  private final CountDownLatch finished = new CountDownLatch(1);
  private final IdentityHashMap<Object, Task> owners = new IdentityHashMap<>();
  private final IdentityHashMap<Object, Integer> depths = new IdentityHashMap<>();
  private Task current;
  private long clock = 1_000_000;
  private volatile Throwable failure;

  Schedule(Scene scene, Strategy strategy) {
    this.scene = scene;
    this.strategy = strategy;
  }

  /** Null, or why the scene came out wrong. */
  Throwable run() {
    scene.begin();
    for (Runnable body : scene.threads()) {
      tasks.add(new Task(tasks.size(), body));
    }
    Hooks.schedule = this;
    for (Task task : tasks) {
      task.thread = new Thread(() -> live(task), "scene-" + task.id);
      task.thread.setDaemon(true);
      task.thread.start();
    }
    try {
      move(next(null));
      if (!finished.await(20, TimeUnit.SECONDS)) {
        fail(new AssertionError("the run hangs: a thread waits past the scheduler"));
      }
      for (Task task : tasks) {
        task.thread.join(2_000);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      Hooks.schedule = null;
    }
    if (failure == null) {
      try {
        scene.check();
      } catch (Throwable wrong) {
        failure = wrong;
      }
    }
    return failure;
  }

  private void live(Task task) {
    task.turn.acquireUninterruptibly();
    try {
      if (failure == null) {
        task.body.run();
      }
    } catch (Over ignored) {
      // the failure is told already
    } catch (Throwable wrong) {
      fail(wrong);
    }
    task.done = true;
    if (failure != null) {
      return;
    }
    boolean all = true;
    for (Task each : tasks) {
      all &= each.done;
    }
    if (all) {
      finished.countDown();
    } else {
      Task next = next(task);
      if (next != null) {
        move(next);
      }
    }
  }

  private void move(Task next) {
    current = next;
    next.turn.release();
  }

  private void fail(Throwable wrong) {
    if (failure == null) {
      failure = wrong;
    }
    for (Task each : tasks) {
      each.turn.release(1_000_000);
    }
    finished.countDown();
  }

  Task mine() {
    Task task = current;
    return task != null && task.thread == Thread.currentThread() ? task : null;
  }

  /** The calling thread's turn may end here. */
  void point() {
    Task me = here();
    if (me != null) {
      for (Task each : tasks) {
        each.spins &= each == me; // somebody else has moved: what they wait for may have come
      }
      hand(me);
    }
  }

  private Task here() {
    if (failure != null) {
      throw new Over();
    }
    return mine();
  }

  private void hand(Task me) {
    Task next = next(me);
    if (next != me && next != null) {
      move(next);
    }
    if (next != me) {
      me.turn.acquireUninterruptibly();
    }
    if (failure != null) {
      throw new Over();
    }
    me.spins = false;
  }

  private Task next(Task me) {
    List<Task> ready = new ArrayList<>();
    List<Task> waiting = new ArrayList<>();
    for (Task each : tasks) {
      if (each.ready() && !each.spins) {
        ready.add(each);
      } else if (each.parked) {
        waiting.add(each);
      }
    }
    for (Task each : tasks) {
      if (ready.isEmpty() && each.ready()) {
        ready.add(each); // all of them spin
      }
    }
    boolean forced = ready.isEmpty();
    if (forced && waiting.isEmpty()) {
      fail(new AssertionError("DEADLOCK: " + standing()));
      return null;
    }
    if (chosen.size() > MOST_STEPS) {
      fail(new AssertionError("no end after " + MOST_STEPS + " steps: " + standing()));
      return null;
    }
    if (forced) {
      waiting.sort((a, b) -> Long.compare(a.until, b.until));
      waiting.subList(1, waiting.size()).clear();
    }
    Task next = strategy.choose(chosen.size(), me, ready, waiting);
    chosen.add(next.id);
    if (next.parked) {
      next.parked = false;
      clock = Math.max(clock, next.until);
      if (forced) {
        lookForLostWakeUp(next);
      }
    }
    return next;
  }

  private void lookForLostWakeUp(Task task) {
    Hooks.schedule = null; // looking at the engine is no move
    boolean lost = task.awaits != 0 && scene.wasLetGo(task.awaits, task.until);
    Hooks.schedule = this;
    if (lost) {
      fail(new AssertionError("LOST WAKE-UP: thread " + task.id + " sleeps before a lowered gate"));
    }
  }

  private String standing() {
    StringBuilder text = new StringBuilder();
    for (Task each : tasks) {
      String how =
          each.done ? "done" : each.parked ? "parked" : each.wants != null ? "blocked" : "";
      text.append(each.id).append(' ').append(how.isEmpty() ? "ready" : how).append("; ");
    }
    return text.toString();
  }

  // ---- what the woven code does instead

  long nanoTime() {
    if (mine() != null) {
      clock += LOOK_NANOS;
    }
    return clock;
  }

  void spin() {
    Task me = here();
    if (me != null) {
      held(me);
      clock += SPIN_NANOS;
      me.spins = true;
      hand(me);
    }
  }

  void park(long nanos) {
    Task me = here();
    if (me == null || nanos <= 0) {
      return;
    }
    if (me.permit) {
      me.permit = false;
      point();
      return;
    }
    held(me);
    me.parked = true;
    me.until = clock + nanos;
    hand(me);
  }

  void unpark(Thread thread) {
    point();
    for (Task each : tasks) {
      if (each.thread == thread) {
        each.permit = !each.parked;
        each.parked = false;
      }
    }
  }

  /** A monitor or a lock; reentrant. */
  void lock(Object lock) {
    Task me = here();
    if (me == null) {
      return;
    }
    point();
    while (owners.get(lock) != null && owners.get(lock) != me) {
      me.wants = lock;
      hand(me);
    }
    owners.put(lock, me);
    depths.merge(lock, 1, Integer::sum);
  }

  void unlock(Object lock) {
    if (mine() == null || depths.merge(lock, -1, Integer::sum) > 0) {
      return;
    }
    owners.remove(lock);
    for (Task each : tasks) {
      each.wants = each.wants == lock ? null : each.wants;
    }
    point();
  }

  void awaits(long raised) {
    Task me = mine();
    if (me != null) {
      me.awaits = raised;
    }
  }

  private void held(Task me) {
    if (me.awaits != 0 && !me.heldBy.contains(me.awaits)) {
      me.heldBy.add(me.awaits);
    }
  }

  /** The calling thread has come through the gate. */
  void passed() {
    Task me = mine();
    if (me != null) {
      me.awaits = 0;
      int times = me.heldBy.size();
      me.heldBy.clear();
      if (times > 1 && scene.holdsNobodyTwice()) {
        throw new AssertionError("HELD " + times + " TIMES IN A ROW: thread " + me.id);
      }
    }
  }
}
