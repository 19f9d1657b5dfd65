package io.holdstill.agent.snapshot;

import io.holdstill.runtime.gate.Barrier;

/** Counts from one snapshot to the next. Used by the snapshot thread alone. */
final class Tally {
  private long bareBefore;
  private long bareAtPoint;
  private long groupsAtPoint;

  /** At the point, with nobody inside: the sums are exact. */
  void mark(Report report) {
    Barrier.Totals totals = Barrier.totals();
    groupsAtPoint = totals.groupsEnded();
    report.group = groupsAtPoint;
    bareAtPoint = totals.bareWrites();
    report.bareWrites = bareAtPoint - bareBefore;
  }

  /** Before the point: without any, level group would be a claim about nothing. */
  boolean groupsSeen() {
    return groupsAtPoint > 0;
  }

  void succeeded() {
    bareBefore = bareAtPoint;
  }
}
