package io.holdstill.barrier;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A thread that does what it is told, one task after another. */
final class OtherThread implements AutoCloseable {
  private static final long DEADLINE_SECONDS = 30;
  private static final Runnable END = () -> {};

  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final Thread thread = new Thread(this::run, "other");

  interface Task {
    void run() throws Exception;
  }

  OtherThread() {
    thread.setDaemon(true);
    thread.start();
  }

  Thread thread() {
    return thread;
  }

  /** Returns when it is done. */
  void does(Task task) {
    await(begins(task));
  }

  /** Returns at once. */
  FutureTask<Void> begins(Task task) {
    FutureTask<Void> done =
        new FutureTask<>(
            () -> {
              task.run();
              return null;
            });
    tasks.add(done);
    return done;
  }

  static void await(FutureTask<Void> task) {
    try {
      task.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("the other thread did not do it", e);
    }
  }

  static void await(CountDownLatch latch) {
    try {
      if (!latch.await(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("waited in vain");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void run() {
    try {
      for (Runnable task = tasks.take(); task != END; task = tasks.take()) {
        task.run();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Lets the thread die. */
  @Override
  public void close() {
    tasks.add(END);
    try {
      thread.join(DEADLINE_SECONDS * 100);
      if (thread.isAlive()) {
        throw new AssertionError("the other thread does not end");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
