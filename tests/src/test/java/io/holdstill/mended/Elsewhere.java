package io.holdstill.mended;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** One thread that does what it is told: what it begins stays open until it ends it. */
final class Elsewhere implements AutoCloseable {
  private static final long DEADLINE_SECONDS = 30;
  private final ExecutorService thread = Executors.newFixedThreadPool(1);

  interface Task {
    void run() throws Exception;
  }

  /** Returns when it is done, with the exception if it failed. */
  void does(Task task) throws Exception {
    thread
        .submit(
            () -> {
              task.run();
              return null;
            })
        .get(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
