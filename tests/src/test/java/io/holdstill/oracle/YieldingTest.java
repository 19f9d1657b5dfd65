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
import org.junit.jupiter.api.io.TempDir;

/**
 * The oracle of an agent whose threads stand still before any line of the gate, of the copy and of
 * what raises the barrier: so come orders of steps that need luck otherwise. STRESS.md says how to
 * run it for long.
 */
class YieldingTest {
  private static final int SNAPSHOTS = Integer.getInteger("holdstill.oracle.snapshots", 60);

  /** From here on there are so many requests that the few that are replays do not come to none. */
  private static final int LONG = 1_000;

  /** This share of a long run's snapshots is taken while a journal is kept. */
  private static final int RECORDED = 5;

  /** Far fewer than each room has: a room that has moved is to be noticed. */
  private static final List<Integer> LEAST = List.of(1000, 1000, 50);

  private static final Pattern STOOD =
      Pattern.compile("stood still .*: \\[(\\d+), (\\d+), (\\d+)]");

  @TempDir Path directory;

  @JdkTest
  void everySnapshotIsOfOneInstant(Jdk jdk) throws IOException {
    OracleRun run = build();
    int recorded = SNAPSHOTS < LONG ? 0 : SNAPSHOTS / RECORDED;
    try (Memory memory = Memory.take()) {
      requirePassed(run.on(jdk, memory, SNAPSHOTS - recorded));
    }
    if (recorded > 0) {
      try (Memory memory = Memory.take()) {
        requirePassed(run.onWithJournal(jdk, memory, recorded));
      }
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
