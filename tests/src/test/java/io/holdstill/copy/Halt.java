package io.holdstill.copy;

import io.holdstill.harness.TestBuild;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * In a JVM with {@link TestBuild#stoppingAtPoint}: the next snapshot stands still between its point
 * and its copying, so that what an application does then finds nothing copied.
 */
final class Halt {
  private static final long DEADLINE_SECONDS = 60;

  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch rest = new CountDownLatch(1);

  Halt() {
    Runnable stop = this::stop;
    System.getProperties().put("holdstill.test.reached", stop);
  }

  private void stop() {
    reached.countDown();
    await(rest);
  }

  void awaitReached() {
    await(reached);
  }

  void end() {
    rest.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("waited in vain");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
