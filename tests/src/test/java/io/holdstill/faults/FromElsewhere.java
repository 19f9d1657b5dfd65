package io.holdstill.faults;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Calls made by a thread that is in no group. */
final class FromElsewhere {
  private FromElsewhere() {}

  static <T> T call(Callable<T> call) throws Exception {
    FutureTask<T> task = new FutureTask<>(call);
    new Thread(task, "elsewhere").start();
    return task.get();
  }
}
