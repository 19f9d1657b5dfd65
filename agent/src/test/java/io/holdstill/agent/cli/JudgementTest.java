package io.holdstill.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgementTest {
  @ParameterizedTest
  @CsvSource({
    // verdict, level reached, --allow-unguarded, --level, exit code, something to say
    "CONSISTENT,        group, false, ,      0,   false",
    "CONSISTENT,        write, false, ,      0,   false",
    "CONSISTENT,        write, false, write, 0,   false",
    "CONSISTENT,        group, false, group, 0,   false",
    "CONSISTENT,        write, false, group, 3,   true",
    "UNGUARDED,         group, false, ,      3,   false",
    "UNGUARDED,         group, true,  ,      0,   true",
    "UNGUARDED,         group, false, write, 3,   false",
    "NOT_GROUPED,       write, false, ,      3,   false",
    "NOT_GROUPED,       write, true,  ,      3,   false",
    "NOT_GROUPED,       write, false, write, 0,   true",
    "NO_SNAPSHOT_POINT, '',    true,  write, 4,   false",
    "BROKEN_OFF,        '',    true,  write, 1,   false",
    "FAILED,            '',    true,  write, 1,   false",
    "CANCELLED,         '',    true,  write, 1,   false",
    "A_NEWER_ONE,       group, true,  write, 1,   true"
  })
  void theVerdictAndWhatWasAcceptedDecide(
      String verdict, String reached, boolean unguarded, String level, int exit, boolean says) {
    Judgement judgement = Judgement.of(new Fields(report(verdict, reached)), unguarded, level);

    assertEquals(exit, judgement.exitCode());
    assertEquals(says, !judgement.note().isEmpty());
  }

  private static Map<String, Object> report(String verdict, String level) {
    Map<String, Object> report = new HashMap<>();
    report.put("verdict", verdict);
    report.put("level", level);
    report.put("destination", "/backup/x");
    report.put("snapshotPoint", "2026-11-23T21:00:00.123456Z");
    if (verdict.equals("UNGUARDED")) {
      report.put("unguarded", List.of(Map.of("path", "/data/m", "reason", "mapped")));
    }
    return report;
  }

  /** {@code --strict --allow-unguarded}, and a process that could not be looked into. */
  @Test
  void whatWasRefusedForAnotherReasonIsNotAccepted() {
    for (String verdict : List.of("UNGUARDED", "NOT_GROUPED")) {
      Map<String, Object> report = report(verdict, "write");
      report.put("error", "1 processes could not be looked into");

      Judgement judgement = Judgement.of(new Fields(report), true, "write");

      assertEquals(Exit.REFUSED, judgement.exitCode());
      assertEquals("", judgement.note());
    }
  }

  @Test
  void aClaimThatLacksAPartOrContradictsItselfIsNotBelieved() {
    for (String verdict : List.of("CONSISTENT", "UNGUARDED", "NOT_GROUPED")) {
      for (String missing : List.of("level", "destination", "snapshotPoint")) {
        Map<String, Object> report = report(verdict, "write");
        report.remove(missing);
        assertFailed(report, missing);
      }
      assertFailed(report(verdict, "file"), "the level file");
    }
    Map<String, Object> unguarded = report("UNGUARDED", "write");
    unguarded.put("verdict", "CONSISTENT");
    assertFailed(unguarded, "lists unguarded files");
    unguarded.put("verdict", "UNGUARDED");
    unguarded.put("unguarded", List.of());
    assertFailed(unguarded, "names no unguarded files");
    Map<String, Object> failed = report("CONSISTENT", "write");
    failed.put("error", "it broke");
    assertFailed(failed, "tells an error");
  }

  private static void assertFailed(Map<String, Object> report, String why) {
    Judgement judgement = Judgement.of(new Fields(report), true, "write");

    assertEquals(Exit.FAILED, judgement.exitCode(), why);
    assertTrue(judgement.note().contains(why), judgement.note());
  }
}
