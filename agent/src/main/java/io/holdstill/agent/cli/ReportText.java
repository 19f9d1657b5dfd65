package io.holdstill.agent.cli;

import io.holdstill.agent.config.Amounts;
import io.holdstill.agent.replay.Shown;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** A report for people. The first line says it all; the rest says why. */
final class ReportText {
  private static final int MOST_STACK_LINES = 12;

  private final Fields report;
  private final List<String> lines = new ArrayList<>();

  private ReportText(Fields report) {
    this.report = report;
  }

  static List<String> of(Fields report) {
    ReportText text = new ReportText(report);
    text.write();
    return text.lines;
  }

  private void write() {
    headline();
    if (!report.text("snapshotPoint").isEmpty()) {
      amounts();
      point();
    }
    if (report.number("attempts") > 0) {
      stalls();
    }
    list("left out (no file, directory or link): ", report.texts("skipped"));
    report.records("unguarded").forEach(this::unguarded);
    list("not checked: ", report.texts("notChecked"));
    if (report.text("verdict").equals("NO_SNAPSHOT_POINT")) {
      blockers();
    }
  }

  private void headline() {
    String level = report.text("level").isEmpty() ? "" : " (level " + report.text("level") + ")";
    String what =
        report.text("error").isEmpty() ? report.text("destination") : report.text("error");
    lines.add(Shown.text(report.text("verdict") + level + ": " + what));
  }

  private void amounts() {
    long micros = Math.max(1, report.number("elapsedMicros"));
    long bytes = report.number("bytes");
    add(
        "%s, %s in %s (%s/s), provider %s",
        Quantities.count(report.number("files"), "file"),
        Quantities.bytes(bytes),
        Quantities.micros(micros),
        Quantities.bytes(bytes * 1e6 / micros),
        report.text("provider"));
  }

  private void point() {
    String group =
        report.text("journal").isEmpty()
            ? Quantities.count(report.number("group"), "group") + " ended"
            : "number " + report.number("group") + " of the journal";
    add(
        "snapshot point %s, %s, %s outside of any group",
        report.text("snapshotPoint"),
        group,
        Quantities.count(report.number("bareWrites"), "write"));
  }

  private void stalls() {
    boolean found = !report.text("snapshotPoint").isEmpty();
    add(
        "%slongest stall %s (%s, %s)",
        found ? "writers held " + Quantities.micros(report.number("heldMicros")) + "; " : "",
        Quantities.micros(report.number("longestStallMicros")),
        Quantities.count(report.number("stalledThreads"), "thread"),
        Quantities.count(report.number("attempts"), "attempt"));
  }

  private void unguarded(Fields file) {
    String reason = file.text("reason");
    add("unguarded: %s: %s; %s", file.text("path"), reason, Advice.forReason(reason));
  }

  private void blockers() {
    report.records("blockers").forEach(this::blocker);
    List<String> held = report.texts("heldWriters");
    if (!held.isEmpty()) {
      add("held meanwhile: %s", String.join(", ", held));
    }
    long sufficient = report.number("sufficientPauseMicros");
    if (sufficient > 0) {
      String pause = Amounts.text(Duration.of(sufficient, ChronoUnit.MICROS));
      add("--max-pause %s would have served (the JVM's max-pause-limit must allow it)", pause);
    } else {
      add("no --max-pause is known that would have served; see what the threads above wait for");
    }
  }

  private void blocker(Fields blocker) {
    add(
        "in the way: %s in thread %s, for %s",
        blocker.text("group"),
        blocker.text("thread"),
        Quantities.micros(blocker.number("ageMicros")));
    List<String> stack = blocker.texts("stack");
    stack.stream().limit(MOST_STACK_LINES).forEach(frame -> add("    at %s", frame));
    if (stack.size() > MOST_STACK_LINES) {
      add("    (%d more frames; --json has them)", stack.size() - MOST_STACK_LINES);
    }
  }

  private void list(String heading, List<String> elements) {
    elements.forEach(element -> add("%s%s", heading, element));
  }

  private void add(String format, Object... values) {
    lines.add("  " + Shown.text(String.format(format, values)));
  }
}
