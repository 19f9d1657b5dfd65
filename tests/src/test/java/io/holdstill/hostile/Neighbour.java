package io.holdstill.hostile;

import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Does the same thing again and again in another process than the victim's, until it is told. */
final class Neighbour implements AutoCloseable {
  /** One round of it. */
  interface Trick {
    void play() throws Exception;
  }

  private final FutureTask<Integer> task;
  private volatile boolean stop;

  Neighbour(Trick trick) {
    task =
        new FutureTask<>(
            () -> {
              int rounds = 0;
              while (!stop) {
                trick.play();
                rounds++;
              }
              return rounds;
            });
    Thread thread = new Thread(task, "neighbour");
    thread.setDaemon(true);
    thread.start();
  }

  /** How often it was done. */
  int end() throws Exception {
    stop = true;
    return task.get(60, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    stop = true;
  }
}
