package io.holdstill.agent.cli;

import java.util.function.Supplier;

/**
 * What is to be done on Ctrl-C. The JVM runs it as a shutdown hook and then ends with 130 (SIGINT)
 * by itself.
 */
final class Interrupt {
  private Interrupt() {}

  /**
   * Runs the work; on Ctrl-C meanwhile, the cleaning up. That has the last word then: what the work
   * came to is not returned, and the process ends.
   */
  static <T> T guarding(Runnable cleanUp, Supplier<T> work) {
    Thread hook = new Thread(cleanUp, "holdstill-cli-interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return work.get();
    } finally {
      removeOrAwaitEnd(hook);
    }
  }

  private static void removeOrAwaitEnd(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      awaitEnd();
    }
  }

  private static void awaitEnd() {
    while (true) {
      try {
        Thread.sleep(Long.MAX_VALUE);
      } catch (InterruptedException e) {
        // The process is ending; there is nothing else to wake up for.
        continue;
      }
    }
  }
}
