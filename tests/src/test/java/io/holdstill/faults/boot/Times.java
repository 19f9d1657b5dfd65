package io.holdstill.faults.boot;

import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/** The machine's clock as the agent sees it, and the phases of a snapshot as they begin. */
public final class Times {
  private static volatile long offsetMillis;
  private static volatile long offsetNanos;
  private static volatile boolean cancelled;
  private static volatile String stopAt;
  private static volatile Runnable onPhase;
  private static volatile CountDownLatch stopped = new CountDownLatch(1);
  private static volatile CountDownLatch resumed = new CountDownLatch(1);

  private Times() {}

  // ---- for tests

  /** The wall clock jumps to so many milliseconds from what it is. */
  public static void jump(long millis) {
    offsetMillis = millis;
  }

  /** Only those who look whether anybody still asks for a request have waited so much longer. */
  public static void patienceIsOver(long nanos) {
    offsetNanos = nanos;
  }

  /** The next snapshot that enters this phase does not go on before {@link #resume}. */
  public static void stopAt(String phase) {
    stopped = new CountDownLatch(1);
    resumed = new CountDownLatch(1);
    cancelled = false;
    stopAt = phase;
  }

  public static void awaitStopped() throws InterruptedException {
    stopped.await();
  }

  /** Some request has been told to stop since {@link #stopAt}. */
  public static boolean wasCancelled() {
    return cancelled;
  }

  public static void resume() {
    stopAt = null;
    resumed.countDown();
  }

  /** Run, by the snapshot's thread, as each phase begins. */
  public static void onPhase(Runnable action) {
    onPhase = action;
  }

  // ---- woven

  public static void phase(String name) {
    Runnable action = onPhase;
    if (action != null) {
      action.run();
    }
    if (name.equals(stopAt)) {
      stopAt = null;
      stopped.countDown();
      Faulty.uninterrupted(resumed);
    }
  }

  public static void cancelled() {
    cancelled = true;
  }

  public static long currentTimeMillis() {
    return System.currentTimeMillis() + offsetMillis;
  }

  public static Instant now() {
    return Instant.now().plusMillis(offsetMillis);
  }

  public static long nanoTime() {
    return System.nanoTime() + offsetNanos;
  }
}
