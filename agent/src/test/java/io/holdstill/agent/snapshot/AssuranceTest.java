package io.holdstill.agent.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.agent.config.RequestOptions.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Nothing is claimed that cannot be, and nothing less than was asked for is given. */
class AssuranceTest {
  private static final List<String> NONE = List.of();
  private static final List<String> SOME = List.of("a.Store#pot");
  private static final List<Report.Unguarded> MAPPED =
      List.of(new Report.Unguarded("/data/a", "mapped"));

  private final Report report = new Report();

  private record Groups(boolean configured, List<String> unmatched) implements Grouping {}

  private Assurance asked(Level level, boolean configured, List<String> unmatched) {
    return asked(level, new Groups(configured, unmatched), false, false);
  }

  private Assurance asked(Level level, Grouping groups, boolean strict, boolean allowUnguarded) {
    Path path = Path.of("/p");
    SnapshotRequest request =
        new SnapshotRequest(
            List.of(path),
            path,
            NONE,
            level,
            Duration.ZERO,
            Duration.ZERO,
            strict,
            allowUnguarded,
            false);
    return new Assurance(request, groups, report);
  }

  private void assertRefused(String verdict, String message, Executable call) {
    Refused refused = assertThrows(Refused.class, call);
    assertEquals(verdict, refused.verdict);
    assertTrue(refused.getMessage().contains(message), refused.getMessage());
  }

  @Test
  void aPatternThatMatchedNothingIsNoGroup() throws Refused {
    for (Level level : List.of(Level.ANY, Level.GROUP)) {
      Assurance typo = asked(level, true, SOME);
      assertRefused("NOT_GROUPED", "nothing matched a.Store#pot", typo::requireGroups);
    }
    Assurance accepted = asked(Level.WRITE, true, SOME);
    accepted.requireGroups();
    accepted.level(true);
    assertEquals("write", report.level);
    assertEquals("NOT_GROUPED", accepted.verdict());
  }

  @Test
  void whereNoneIsDeclaredGroupIsNotClaimed() throws Refused {
    assertRefused(
        "NOT_GROUPED",
        "no write groups are declared",
        asked(Level.GROUP, false, NONE)::requireGroups);
    asked(Level.WRITE, false, NONE).requireGroups();
  }

  @Test
  void norWhereNoneHasEnded() throws Refused {
    Assurance group = asked(Level.GROUP, true, NONE);
    group.requireGroups();
    assertRefused("NOT_GROUPED", "no write group has ended", () -> group.level(false));
    group.level(true);
    assertEquals("group", report.level);
    Assurance any = asked(Level.ANY, true, NONE);
    any.requireGroups();
    any.level(false);
    assertEquals("write", report.level);
    any.level(true);
    assertEquals("group", report.level);
    Assurance undeclared = asked(Level.ANY, false, NONE);
    undeclared.requireGroups();
    undeclared.level(true);
    assertEquals("write", report.level);
  }

  @Test
  void aWayPastTheBarrierIsRefusedOrMarked() throws Refused {
    Assurance plain = asked(Level.ANY, true, NONE);
    assertRefused(
        "UNGUARDED",
        "/data/a: can be changed without passing the barrier (mapped)",
        () -> plain.requireGuarded(MAPPED, NONE));
    assertEquals(MAPPED, report.unguarded);
    Assurance allowed = asked(Level.ANY, new Groups(true, NONE), false, true);
    allowed.requireGuarded(MAPPED, NONE);
    assertEquals("UNGUARDED", allowed.verdict());
    plain.requireGuarded(List.of(), NONE);
    assertEquals("CONSISTENT", plain.verdict());
  }

  @Test
  void whoCouldNotBeLookedIntoIsListedAndRefusedIfStrict() throws Refused {
    List<String> processes = List.of("java (/proc/7)");
    asked(Level.ANY, true, NONE).requireGuarded(List.of(), processes);
    assertEquals(processes, report.notChecked);
    Assurance strict = asked(Level.ANY, new Groups(true, NONE), true, true);
    assertRefused(
        "UNGUARDED", "java (/proc/7) among them", () -> strict.requireGuarded(MAPPED, processes));
    strict.requireGuarded(MAPPED, NONE);
  }
}
