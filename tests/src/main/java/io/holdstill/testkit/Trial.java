package io.holdstill.testkit;

import java.nio.file.Path;
import org.opentest4j.TestAbortedException;

/** One point is laid out, looked at and cleared away. */
final class Trial {
  private Trial() {}

  static void run(Stage stage, ReplayPoint point, ReplayChecker checker) throws Throwable {
    Path files = stage.take(point);
    try {
      checker.check(files, point);
    } catch (Throwable t) {
      throw told(point, "", t);
    } finally {
      Scratch.remove(files);
    }
  }

  /** An assumption that does not hold is no failure, and a JVM in trouble none of the files. */
  static Throwable told(ReplayPoint point, String test, Throwable thrown) {
    return thrown instanceof TestAbortedException || thrown instanceof VirtualMachineError
        ? thrown
        : new ReplayFailure(point, test, thrown);
  }
}
