package io.holdstill.agent.cli;

import io.holdstill.agent.config.Amounts;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls that may never return (a stopped process, a silent host), with a bound. The thread that is
 * given up is a daemon and ends with this process.
 */
final class Bounded {
  private Bounded() {}

  /**
   * @param what whose answer is awaited: "JVM 42"
   * @throws CliFailure if the limit is reached
   * @throws Exception what the call threw
   */
  static <T> T call(Duration limit, String what, Callable<T> call) throws Exception {
    FutureTask<T> task = new FutureTask<>(call);
    Thread thread = new Thread(task, "holdstill-cli-call");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new CliFailure(
          Exit.FAILED,
          what
              + " gave no answer within "
              + Amounts.text(limit)
              + "; it may be stopped: let it go on and ask again",
          e);
    } catch (ExecutionException e) {
      throw thrown(e.getCause());
    }
  }

  private static Exception thrown(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return (Exception) cause;
  }
}
