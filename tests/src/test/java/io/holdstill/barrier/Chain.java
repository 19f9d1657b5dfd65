package io.holdstill.barrier;

import io.holdstill.runtime.WriteGroup;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Two threads whose short groups overlap like the links of a chain: each ends only when the other's
 * next has begun, so there is no instant without one while both go on.
 */
final class Chain {
  private final Semaphore[] baton = {new Semaphore(1), new Semaphore(0)};
  private final Semaphore[] mayEnd = {new Semaphore(0), new Semaphore(0)};
  private volatile boolean stop;

  Chain() {
    start(0);
    start(1);
  }

  void stop() {
    stop = true;
  }

  private void start(int me) {
    Thread thread = new Thread(() -> links(me), "chain-" + me);
    thread.setDaemon(true);
    thread.start();
  }

  private void links(int me) {
    boolean first = me == 0;
    while (await(baton[me])) {
      try (WriteGroup link = WriteGroup.begin("link")) {
        if (!first) {
          mayEnd[1 - me].release();
        }
        first = false;
        baton[1 - me].release();
        await(mayEnd[me]);
      }
    }
  }

  /** False once it is to stop. */
  private boolean await(Semaphore permit) {
    try {
      while (!stop) {
        if (permit.tryAcquire(10, TimeUnit.MILLISECONDS)) {
          return true;
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return false;
  }
}
