package io.holdstill.agent.snapshot;

import io.holdstill.agent.config.RequestOptions.Level;
import java.util.List;

/** What a snapshot may claim; refused where more was asked for than can be. */
final class Assurance {
  private final SnapshotRequest request;
  private final Grouping grouping;
  private final Report report;

  /**
   * @param report is told what was found
   */
  Assurance(SnapshotRequest request, Grouping grouping, Report report) {
    this.request = request;
    this.grouping = grouping;
    this.report = report;
  }

  /** Before anything is done: that groups are declared, and all that are have been found. */
  void requireGroups() throws Refused {
    List<String> unmatched = grouping.unmatched();
    if (!unmatched.isEmpty() && request.level() != Level.WRITE) {
      throw new Refused(
          "NOT_GROUPED",
          "groups are configured, but nothing matched "
              + String.join(", ", unmatched)
              + " (its class may not be loaded yet); correct the pattern, or accept single writes"
              + " with --level write");
    }
    if (request.level() == Level.GROUP && !grouping.configured()) {
      throw new Refused(
          "NOT_GROUPED", "no write groups are declared in that JVM; start it with groups=");
    }
  }

  /** At the point: level group needs groups that were seen, not only declared. */
  void level(boolean groupsSeen) throws Refused {
    boolean grouped = grouping.configured() && grouping.unmatched().isEmpty() && groupsSeen;
    report.level = grouped ? "group" : "write";
    if (!grouped && request.level() == Level.GROUP) {
      throw new Refused(
          "NOT_GROUPED",
          "no write group has ended in that JVM yet, so level group cannot be claimed; ask later,"
              + " or accept single writes with --level write");
    }
  }

  /** Before the barrier and again after the copy: that no way past it was found. */
  void requireGuarded(List<Report.Unguarded> found, List<String> notChecked) throws Refused {
    report.unguarded = found;
    report.notChecked = notChecked;
    if (!report.unguarded.isEmpty() && !request.allowUnguarded()) {
      throw new Refused(
          "UNGUARDED",
          report.unguarded.get(0).getPath()
              + ": can be changed without passing the barrier ("
              + report.unguarded.get(0).getReason()
              + "); exclude it, or accept it with --allow-unguarded");
    }
    if (!report.notChecked.isEmpty() && request.strict()) {
      throw new Refused(
          "UNGUARDED",
          report.notChecked.size()
              + " processes could not be looked into, "
              + report.notChecked.get(0)
              + " among them; ask as root, or without --strict");
    }
  }

  /** Of a snapshot that was not refused. */
  String verdict() {
    if (!report.unguarded.isEmpty()) {
      return "UNGUARDED";
    }
    return grouping.unmatched().isEmpty() ? "CONSISTENT" : "NOT_GROUPED";
  }
}
