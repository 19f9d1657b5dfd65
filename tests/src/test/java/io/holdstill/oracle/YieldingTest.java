package io.holdstill.oracle;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import io.holdstill.schedules.YieldingBuild;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The oracle of an agent whose threads stand still before any line of the gate, of the copy and of
 * what raises the barrier: so come orders of steps that need luck otherwise. STRESS.md says how to
 * run it for long.
 */
class YieldingTest {
  private static final int SNAPSHOTS = Integer.getInteger("holdstill.oracle.snapshots", 60);

  /** This share of the snapshots is taken while a journal is kept. */
  private static final int RECORDED = 5;

  /** Far fewer than each room has: a room that has moved is to be noticed. */
  private static final List<Integer> LEAST = List.of(1000, 1000, 50);

  private static final Pattern STOOD =
      Pattern.compile("stood still .*: \\[(\\d+), (\\d+), (\\d+)]");

  @TempDir Path directory;

  @JdkTest
  void everySnapshotIsOfOneInstant(Jdk jdk) throws IOException {
    try (Memory memory = Memory.take()) {
      requirePassed(build().on(jdk, memory, SNAPSHOTS - SNAPSHOTS / RECORDED));
    }
  }

  /** In the long run: replays take a share of the requests, which must not come to none. */
  @JdkTest
  @EnabledIfSystemProperty(named = "holdstill.oracle.snapshots", matches = "\\d{4,}")
  void andIsWhatTheJournalSays(Jdk jdk) throws IOException {
    try (Memory memory = Memory.take()) {
      requirePassed(build().onWithJournal(jdk, memory, SNAPSHOTS / RECORDED));
    }
  }

  private OracleRun build() {
    Path jar = directory.resolve("holdstill-yielding.jar");
    List<Integer> points = YieldingBuild.at(jar);
    for (int room = 0; room < LEAST.size(); room++) {
      assertTrue(points.get(room) >= LEAST.get(room), "gate, snapshot, quiesce have " + points);
    }
    return new OracleRun(YieldingTest.class, jar, Duration.ofSeconds(5));
  }

  private static void requirePassed(String said) {
    Matcher stood = STOOD.matcher(said);
    assertTrue(stood.find(), said);
    for (int room = 1; room <= LEAST.size(); room++) {
      assertTrue(Long.parseLong(stood.group(room)) > 0, "a room was not passed: " + said);
    }
  }
}
