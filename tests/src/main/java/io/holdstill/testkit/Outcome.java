package io.holdstill.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.opentest4j.MultipleFailuresError;
import org.opentest4j.TestAbortedException;

/** What became of the points that were tried: nothing that was not checked passes for checked. */
final class Outcome {
  private static final int MOST_NAMED = 20;

  private final List<ReplayPoint> leftOut;
  private final boolean spoilt;
  private final String notTried;
  private final List<ReplayPoint> passed = new ArrayList<>();
  private final List<ReplayPoint> aborted = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();
  private TestAbortedException firstAborted;

  /**
   * @param spoilt something happened to the files that cannot be checked
   * @param notTried all that there is to say beside the points that were tried
   */
  Outcome(List<ReplayPoint> leftOut, boolean spoilt, String notTried) {
    this.leftOut = leftOut;
    this.spoilt = spoilt;
    this.notTried = notTried;
  }

  /**
   * @param thrown null for a point that passed
   */
  void add(ReplayPoint point, Throwable thrown) {
    if (thrown == null) {
      passed.add(point);
    } else if (thrown instanceof TestAbortedException assumption) {
      aborted.add(point);
      firstAborted = firstAborted == null ? assumption : firstAborted;
    } else {
      failures.add(thrown);
    }
  }

  Checked conclude() {
    if (!failures.isEmpty()) {
      String what = failures.size() + " of " + tried() + " points";
      throw new MultipleFailuresError(Points.joined(what, toldAborted(), notTried), failures);
    }
    if (passed.isEmpty() && !aborted.isEmpty()) {
      throw new TestAbortedException(
          Points.joined("none of " + tried() + " points was checked", toldAborted(), notTried),
          firstAborted);
    }
    String told = Points.joined(passed.size() + " points checked", toldAborted(), notTried);
    if (passed.isEmpty()) {
      throw new IllegalStateException("nothing was checked: no point was given");
    }
    if (spoilt) {
      throw new IllegalStateException("what was recorded is not all that happened: " + told);
    }
    if (!aborted.isEmpty() || !notTried.isEmpty()) {
      System.err.println("holdstill: " + told);
    }
    return new Checked(List.copyOf(passed), List.copyOf(aborted), leftOut, told);
  }

  private int tried() {
    return passed.size() + aborted.size() + failures.size();
  }

  private String toldAborted() {
    if (aborted.isEmpty()) {
      return "";
    }
    String numbers =
        aborted.stream()
            .limit(MOST_NAMED)
            .map(point -> String.valueOf(point.number()))
            .collect(Collectors.joining(", "));
    return "not checked, as an assumption did not hold ("
        + firstAborted.getMessage()
        + "): "
        + aborted.size()
        + " of "
        + tried()
        + " points: "
        + numbers
        + (aborted.size() > MOST_NAMED ? ", …" : "");
  }
}
