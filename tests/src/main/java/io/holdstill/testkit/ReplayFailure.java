package io.holdstill.testkit;

import java.util.List;

/**
 * A check failed at one point: what failed is the cause, and the message says how to have it back.
 */
public final class ReplayFailure extends AssertionError {
  private static final long serialVersionUID = 1;

  private final transient ReplayPoint point;

  /**
   * @param test as a build tool takes it; empty where unknown
   */
  ReplayFailure(ReplayPoint point, String test, Throwable cause) {
    super(text(point, test, cause), cause);
    this.point = point;
  }

  public ReplayPoint point() {
    return point;
  }

  private static String text(ReplayPoint point, String test, Throwable cause) {
    return point
        + ": "
        + (cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage())
        + "\n  group   "
        + point.number()
        + (point.group().isEmpty() ? "" : ", " + point.group())
        + (point.bare() ? ", a write outside any group" : "")
        + "\n  thread  "
        + point.thread()
        + "\n  time    "
        + point.begun()
        + " to "
        + point.ended()
        + "\n  stack   "
        + stack(point)
        + "\n  rerun   -D"
        + Points.ONE
        + "="
        + point.number()
        + (test.isEmpty() ? "" : ", test " + test);
  }

  /** From the first frame outside the JDK on, down to where the test was called. */
  private static String stack(ReplayPoint point) {
    if (point.stack().isEmpty()) {
      return "not recorded; stacks(GROUP), or journal-stacks=group, records it";
    }
    List<String> frames =
        point
            .stack()
            .lines()
            .dropWhile(frame -> frame.startsWith("java.base/"))
            .takeWhile(frame -> !frame.startsWith("java.base/") && !frame.startsWith("org.junit."))
            .toList();
    return String.join("\n          ", frames.isEmpty() ? point.stack().lines().toList() : frames);
  }
}
