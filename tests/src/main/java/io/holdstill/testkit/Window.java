package io.holdstill.testkit;

/**
 * Keeps the points that have been handed out only a little ahead of those that are done. An
 * executor that is given a thousand at once may begin with the last, and going back in a journal
 * costs all that lies before; nor should a thousand directories lie there at a time.
 *
 * <p>It is no lock: whoever would wait while nothing moves, as under an executor of one thread, is
 * let through, and everybody after him.
 */
final class Window {
  private static final int WIDTH = 2 * Runtime.getRuntime().availableProcessors() + 2;
  private static final long PATIENCE_MILLIS = 2_000;

  private int out;
  private long done;
  private boolean givenUp;

  synchronized void enter() {
    while (out >= WIDTH && !givenUp) {
      long before = done;
      try {
        wait(PATIENCE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        givenUp = true;
      }
      givenUp |= done == before;
    }
    out++;
  }

  synchronized void leave() {
    out--;
    done++;
    notifyAll();
  }
}
