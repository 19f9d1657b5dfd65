package io.holdstill.agent.cli;

import io.holdstill.agent.replay.Shown;
import java.util.ArrayList;
import java.util.List;

/** The attributes of an agent for people. */
final class StatusText {
  private static final int MOST_SNAPSHOTS = 5;

  private final Fields status;
  private final List<String> lines = new ArrayList<>();

  private StatusText(Fields status) {
    this.status = status;
  }

  static List<String> of(Fields status) {
    StatusText text = new StatusText(status);
    text.write();
    return text.lines;
  }

  private void write() {
    String reason = status.text("stateReason");
    lines.add(Shown.text(status.text("state") + (reason.isEmpty() ? "" : ": " + reason)));
    add(
        "version %s, %s seen, %s ended, longest stall %s",
        status.text("version"),
        Quantities.count(status.number("writesSeen"), "write"),
        Quantities.count(status.number("groupsEnded"), "group"),
        Quantities.micros(status.number("longestStallMicros")));
    if (!status.text("journal").isEmpty()) {
      add("journal %s, entry %d", status.text("journal"), status.number("journalEntries"));
    }
    status.records("groupPatterns").forEach(this::pattern);
    status.records("openGroups").forEach(this::openGroup);
    status.records("snapshots").stream().limit(MOST_SNAPSHOTS).forEach(this::snapshot);
    if (status.number("suppressedFaults") > 0) {
      add("faults of Holdstill itself: %d, the first:", status.number("suppressedFaults"));
      status.text("firstFault").lines().forEach(line -> add("    %s", line.replace("\t", "  ")));
    }
  }

  private void pattern(Fields pattern) {
    List<String> methods = pattern.texts("methods");
    String matched =
        methods.isEmpty() ? "NOTHING so far" : Quantities.count(methods.size(), "method");
    add(
        "groups=%s matched %s, %s ended",
        pattern.text("pattern"), matched, Quantities.count(pattern.number("groupsEnded"), "group"));
    methods.forEach(method -> add("    %s", method));
  }

  private void openGroup(Fields group) {
    add(
        "open: %s in thread %s, for %s",
        group.text("group"), group.text("thread"), Quantities.micros(group.number("ageMicros")));
  }

  private void snapshot(Fields report) {
    ReportText.of(report).stream().limit(1).forEach(line -> add("snapshot %s", line));
  }

  private void add(String format, Object... values) {
    lines.add("  " + Shown.text(String.format(format, values)));
  }
}
