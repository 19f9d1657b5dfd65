package io.holdstill.runtime.gate;

import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks the plain futures that group methods returned whether they are done; they tell nobody by
 * themselves. On a thread of its own, because the answer is the application's code.
 */
final class FutureWatch implements Runnable {
  private static final long PERIOD_NANOS = 1_000_000;
  private static final Queue<Claim> OPEN = new ConcurrentLinkedQueue<Claim>();
  private static Thread watch;

  private FutureWatch() {}

  static void add(Claim claim) {
    OPEN.add(claim);
    start();
  }

  private static synchronized void start() {
    if (watch == null) {
      watch = Daemons.of(new FutureWatch(), "holdstill-runtime-futures");
      watch.start();
    }
    LockSupport.unpark(watch);
  }

  @Override
  public void run() {
    while (true) {
      for (Iterator<Claim> each = OPEN.iterator(); each.hasNext(); ) {
        if (each.next().endedWithItsFuture()) {
          each.remove();
        }
      }
      if (OPEN.isEmpty()) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(PERIOD_NANOS);
      }
    }
  }
}
