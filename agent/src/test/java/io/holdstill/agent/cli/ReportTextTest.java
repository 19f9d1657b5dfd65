package io.holdstill.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.agent.snapshot.Report;
import io.holdstill.agent.snapshot.ReportFields;
import io.holdstill.agent.snapshot.ReportFixture;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportTextTest {
  @Test
  void aGoodSnapshotIsFourLines() {
    assertEquals(
        List.of(
            "CONSISTENT (level group): /backup/x",
            "  2 files, 5.0 GiB in 1.2 s (4.2 GiB/s), provider copy",
            "  snapshot point 2026-11-23T21:00:00.123456Z, 42 groups ended, 1 write outside of any"
                + " group",
            "  writers held 77 us; longest stall 4.0 ms (3 threads, 1 attempt)"),
        lines(ReportFixture.consistent("/backup/x", "group")));
  }

  @Test
  void whoWasInTheWayIsNamedWithTheStackAndThePauseThatWouldHaveServed() {
    assertEquals(
        List.of(
            "NO_SNAPSHOT_POINT: no snapshot point within 1000 ms",
            "  longest stall 0 us (0 threads, 9 attempts)",
            "  in the way: com.acme.Store#put in thread worker-7, for 2.0 s",
            "      at com.acme.Store.put(Store.java:12)",
            "      at com.acme.Main.main(Main.java:3)",
            "  held meanwhile: writer-1, writer-2",
            "  --max-pause 2100ms would have served (the JVM's max-pause-limit must allow it)"),
        lines(ReportFixture.noSnapshotPoint("/backup/x")));
  }

  @Test
  void everyUnguardedFileHasItsReasonAndWhatToDo() {
    String text = String.join("\n", lines(ReportFixture.unguarded("/backup/x")));

    assertTrue(text.contains("unguarded: /data/m: mapped; it is mapped for writing: "), text);
    assertTrue(text.contains("unguarded: /data/o: other-process 4711; another process"), text);
    assertTrue(text.contains("not checked: 1 (root)"), text);
    assertTrue(text.contains("left out (no file, directory or link): /data/socket"), text);
  }

  @Test
  void everyReasonOfTheContractHasItsAdvice() {
    for (String reason :
        List.of(
            "mapped",
            "native-descriptor",
            "opened-before-attach",
            "other-process 4711",
            "length-changed",
            "changed-unseen")) {
      assertTrue(!Advice.forReason(reason).equals(Advice.forReason("unheard-of")), reason);
    }
  }

  @Test
  void aLongStackIsCut() {
    Map<String, Object> blocker = new HashMap<>();
    blocker.put("stack", IntStream.range(0, 40).mapToObj(i -> "frame " + i).toList());
    Map<String, Object> report = new HashMap<>();
    report.put("verdict", "NO_SNAPSHOT_POINT");
    report.put("blockers", List.of(blocker));

    List<String> lines = ReportText.of(new Fields(report));

    assertTrue(lines.contains("      (28 more frames; --json has them)"), lines.toString());
    assertTrue(lines.get(lines.size() - 1).startsWith("  no --max-pause is known"));
  }

  @Test
  void aPercentSignInAPathIsNoFormat() {
    Report report = ReportFixture.consistent("/backup/100%s", "group");

    assertEquals("CONSISTENT (level group): /backup/100%s", lines(report).get(0));
  }

  @Test
  void quantitiesHaveFewDigits() {
    assertEquals("0 B", Quantities.bytes(0));
    assertEquals("1023 B", Quantities.bytes(1023));
    assertEquals("1.0 KiB", Quantities.bytes(1024));
    assertEquals("999 MiB", Quantities.bytes(999L << 20));
    assertEquals("8192 PiB", Quantities.bytes(0x1p63));
    assertEquals("999 us", Quantities.micros(999));
    assertEquals("1.0 ms", Quantities.micros(1_000));
    assertEquals("119 s", Quantities.micros(119_000_000));
    assertEquals("2.0 min", Quantities.micros(120_000_000));
    assertEquals("1 file", Quantities.count(1, "file"));
    assertEquals("0 files", Quantities.count(0, "file"));
  }

  private static List<String> lines(Report report) {
    return ReportText.of(new Fields(ReportFields.of(report)));
  }
}
