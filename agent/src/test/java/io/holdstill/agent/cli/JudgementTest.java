package io.holdstill.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
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
    "A_NEWER_ONE,       group, true,  write, 1,   false"
  })
  void theVerdictAndWhatWasAcceptedDecide(
      String verdict, String reached, boolean unguarded, String level, int exit, boolean says) {
    Fields report =
        new Fields(Map.of("verdict", verdict, "level", reached, "destination", "/backup/x"));

    Judgement judgement = Judgement.of(report, unguarded, level);

    assertEquals(exit, judgement.exitCode());
    assertEquals(says, !judgement.note().isEmpty());
  }
}
