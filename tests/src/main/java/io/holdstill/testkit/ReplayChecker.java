package io.holdstill.testkit;

import java.nio.file.Path;

/** Looks at files as they stood; throws if they are not as they should be. */
@FunctionalInterface
public interface ReplayChecker {
  /**
   * @param files a fresh directory, which this may change and which is removed afterwards
   */
  void check(Path files, ReplayPoint point) throws Throwable;
}
