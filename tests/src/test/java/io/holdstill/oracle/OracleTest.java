package io.holdstill.oracle;

import io.holdstill.harness.Artifacts;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.io.IOException;
import java.time.Duration;

/**
 * Every snapshot of a hostile program can be explained. The long run, some hours:
 *
 * <pre>
 * mvn -B verify -Dtest=OracleTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dholdstill.oracle.snapshots=100000
 * </pre>
 */
class OracleTest {
  private static final int SNAPSHOTS = Integer.getInteger("holdstill.oracle.snapshots", 2_000);

  /** This share of the snapshots is taken while a journal is kept. */
  private static final int RECORDED = 10;

  private final OracleRun run =
      new OracleRun(OracleTest.class, Artifacts.agent(), Duration.ofMillis(600));

  @JdkTest
  void everySnapshotIsOfOneInstant(Jdk jdk) throws IOException {
    try (Memory memory = Memory.take()) {
      run.on(jdk, memory, SNAPSHOTS - SNAPSHOTS / RECORDED);
    }
  }

  @JdkTest
  void andIsWhatTheJournalSays(Jdk jdk) throws IOException {
    try (Memory memory = Memory.take()) {
      run.onWithJournal(jdk, memory, SNAPSHOTS / RECORDED);
    }
  }
}
