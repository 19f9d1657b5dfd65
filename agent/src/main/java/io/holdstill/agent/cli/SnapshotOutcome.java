package io.holdstill.agent.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells what came of a snapshot: one object on stdout, or lines for people. */
final class SnapshotOutcome {
  private final Terminal terminal;
  private final boolean json;
  private final boolean quiet;

  SnapshotOutcome(Terminal terminal, boolean json, boolean quiet) {
    this.terminal = terminal;
    this.json = json;
    this.quiet = quiet;
  }

  /**
   * @return the exit code
   */
  int show(Map<String, Object> report, Judgement judgement) {
    boolean done = judgement.exitCode() == Exit.DONE;
    List<String> lines = ReportText.of(new Fields(report));
    if (json) {
      JsonOutput.print(terminal.out(), report);
    } else if (!done) {
      lines.forEach(terminal.err()::println);
    } else if (!quiet) {
      lines.forEach(terminal.out()::println);
    }
    if (!judgement.note().isEmpty()) {
      terminal.note(judgement.note());
    }
    return judgement.exitCode();
  }

  /**
   * @param report of the cancelled request, if it ended in time
   */
  void interrupted(ProgressView view, Optional<Map<String, Object>> report) {
    view.close();
    String what =
        report.isPresent()
            ? "interrupted; the snapshot was cancelled and cleaned up"
            : "interrupted; the JVM cancels and cleans up within some seconds";
    if (json) {
      JsonOutput.print(terminal.out(), report.orElse(cancelled(what)));
    }
    terminal.note(what);
  }

  private static Map<String, Object> cancelled(String what) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("verdict", "CANCELLED");
    report.put("error", what);
    return report;
  }
}
