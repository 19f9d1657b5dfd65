package io.holdstill.schedules;

import java.util.concurrent.locks.ReentrantLock;

/** What woven code calls; without a schedule it does what the JDK would. */
public final class Hooks {
  static volatile Schedule schedule;

  private Hooks() {}

  public static void point() {
    Schedule now = schedule;
    if (now != null) {
      now.point();
    }
  }

  public static long nanoTime() {
    Schedule now = schedule;
    return now == null ? 0 : now.nanoTime(); // the barrier's origin
  }

  public static long currentTimeMillis() {
    return 1;
  }

  public static int availableProcessors(Runtime runtime) {
    return 1;
  }

  public static StackTraceElement[] getStackTrace(Thread thread) {
    return new StackTraceElement[0];
  }

  public static void onSpinWait() {
    Schedule now = schedule;
    if (now != null) {
      now.spin();
    }
  }

  public static void yield() {
    onSpinWait();
  }

  public static void parkNanos(long nanos) {
    Schedule now = schedule;
    if (now != null) {
      now.park(nanos);
    }
  }

  public static void unpark(Thread thread) {
    Schedule now = schedule;
    if (now != null) {
      now.unpark(thread);
    }
  }

  public static void monitorEnter(Object lock) {
    Schedule now = schedule;
    if (now != null) {
      now.lock(lock);
    }
  }

  public static void monitorExit(Object lock) {
    Schedule now = schedule;
    if (now != null) {
      now.unlock(lock);
    }
  }

  public static void lock(ReentrantLock lock) {
    monitorEnter(lock);
  }

  public static void unlock(ReentrantLock lock) {
    monitorExit(lock);
  }

  /** At the beginning of {@code Barrier.await}. */
  public static void awaits(long raised) {
    Schedule now = schedule;
    if (now != null) {
      now.awaits(raised);
    }
  }

  /** By a scene's writer, once the gate has let it in. */
  public static void passed() {
    Schedule now = schedule;
    if (now != null) {
      now.passed();
    }
  }

  /** Instead of {@code Destination.wrote}. */
  public static void wrote(Object destination, long bytes) {}
}
