package io.holdstill.demo;

import java.io.IOException;
import java.util.function.Consumer;

/** One writing thread: seeks about among its own blocks, and keeps the time of every update. */
final class Worker implements Runnable {
  private final Store store;
  private final Schedule schedule;
  private final Pen pen;
  private final Pace pace;
  private final Consumer<Exception> failed;
  private volatile Stalls stalls = new Stalls();
  private volatile long begun = System.nanoTime();
  private volatile boolean stopped;

  Worker(Store store, Schedule schedule, Pen pen, Pace pace, Consumer<Exception> failed) {
    this.store = store;
    this.schedule = schedule;
    this.pen = pen;
    this.pace = pace;
    this.failed = failed;
  }

  @Override
  public void run() {
    try {
      long ended = System.nanoTime();
      while (!stopped) {
        begun = pace.next(ended);
        store.update(schedule.block(pen.updates() + 1), pen);
        ended = System.nanoTime();
        stalls.add(ended - begun);
      }
    } catch (IOException | RuntimeException e) {
      failed.accept(e);
    }
  }

  /** The update in progress is finished. */
  void stop() {
    stopped = true;
  }

  void forgetStalls() {
    stalls = new Stalls();
  }

  /** An update that still hangs counts as long as it has hung so far. */
  void tellStalls(Stalls into) {
    long hanging = System.nanoTime() - begun;
    into.addAll(stalls);
    into.longest(hanging);
  }

  /** Updates begun, which after the end of the thread are the updates made. */
  long updates() {
    return pen.updates();
  }

  /** Of an ended worker: nothing hangs. */
  void tellTotals(Stalls into) {
    into.addAll(stalls);
  }
}
