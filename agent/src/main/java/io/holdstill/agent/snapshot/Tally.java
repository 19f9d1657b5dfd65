package io.holdstill.agent.snapshot;

import io.holdstill.runtime.gate.Barrier;

/** Counts from one snapshot to the next. Used by the snapshot thread alone. */
final class Tally {
  private long bareBefore;
  private long bareAtPoint;

  /** At the point, with nobody inside: the sums are exact. */
  void mark(Report report) {
    Barrier.Totals totals = Barrier.totals();
    report.group = totals.groupsEnded();
    bareAtPoint = totals.bareWrites();
    report.bareWrites = bareAtPoint - bareBefore;
  }

  void succeeded() {
    bareBefore = bareAtPoint;
  }
}
