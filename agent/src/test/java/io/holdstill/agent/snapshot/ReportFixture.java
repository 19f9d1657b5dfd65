package io.holdstill.agent.snapshot;

import java.util.List;

/** Reports as the rooms below would make them, for the tests of those above. */
public final class ReportFixture {
  private ReportFixture() {}

  public static Report ended(String verdict, String level, String destination, String error) {
    Report report = new Report();
    report.verdict = verdict;
    report.level = level;
    report.destination = destination;
    report.error = error;
    report.elapsedMicros = 1_200_000;
    return report;
  }

  public static Report consistent(String destination, String level) {
    Report report = ended("CONSISTENT", level, destination, "");
    report.snapshotPoint = "2026-11-23T21:00:00.123456Z";
    report.group = 42;
    report.bareWrites = 1;
    report.files = 2;
    report.bytes = 5L << 30;
    report.attempts = 1;
    report.heldMicros = 77;
    report.longestStallMicros = 4_000;
    report.stalledThreads = 3;
    return report;
  }

  /** A snapshot that was asked for with {@code --level write}, where a pattern matched nothing. */
  public static Report notGrouped(String destination) {
    Report report = consistent(destination, "write");
    report.verdict = "NOT_GROUPED";
    return report;
  }

  public static Report journalled(Report report, String session, long point) {
    report.journal = session;
    report.group = point;
    return report;
  }

  public static Report noSnapshotPoint(String destination) {
    Report report = ended("NO_SNAPSHOT_POINT", "", destination, "no snapshot point within 1000 ms");
    report.attempts = 9;
    report.sufficientPauseMicros = 2_100_000;
    report.heldWriters = List.of("writer-1", "writer-2");
    report.blockers =
        List.of(
            new Report.Blocker(
                "com.acme.Store#put",
                "worker-7",
                2_000_000,
                List.of("com.acme.Store.put(Store.java:12)", "com.acme.Main.main(Main.java:3)")));
    return report;
  }

  public static Report unguarded(String destination) {
    Report report = consistent(destination, "group");
    report.verdict = "UNGUARDED";
    report.unguarded =
        List.of(
            new Report.Unguarded("/data/m", "mapped"),
            new Report.Unguarded("/data/o", "other-process 4711"));
    report.notChecked = List.of("1 (root)");
    report.skipped = List.of("/data/socket");
    return report;
  }
}
