package io.holdstill.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.holdstill.harness.Artifacts;
import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;

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

  /** Where the program runs again and again, for a failure that needs luck. */
  private static final String SEEDS = Boolean.getBoolean("holdstill.oracle.same") ? "same" : "next";

  /** This share of the snapshots is taken while a journal is kept. */
  private static final int RECORDED = 10;

  @JdkTest
  void everySnapshotIsOfOneInstant(Jdk jdk) throws IOException {
    try (Memory memory = Memory.take()) {
      run(jdk, memory, "", SNAPSHOTS - SNAPSHOTS / RECORDED);
    }
  }

  @JdkTest
  void andIsWhatTheJournalSays(Jdk jdk) throws IOException {
    try (Memory memory = Memory.take()) {
      run(jdk, memory, ",journal=" + memory.path("journal"), SNAPSHOTS / RECORDED);
    }
  }

  private static void run(Jdk jdk, Memory memory, String journal, int snapshots) {
    long seed = Long.getLong("holdstill.seed", new Random().nextLong() >>> 16);
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .agent(options(memory) + bulk(jdk) + journal)
            .flags("-Dholdstill.oracle.journal=" + journal.replace(",journal=", ""))
            .classPath(Artifacts.runtime())
            .run(
                OracleProgram.class, "" + seed, "" + snapshots, "" + memory.path("programs"), SEEDS)
            .start()) {
      int exit = jvm.awaitExit(Duration.ofMinutes(3).plusMillis(600L * snapshots));
      assertEquals(0, exit, () -> jvm.failure(again(jdk)).getMessage());
      System.out.println(jdk + " " + jvm.awaitLine("right: "));
    }
  }

  /** So low that the large changes of the program have what they destroy copied first. */
  private static String bulk(Jdk jdk) {
    return jdk.feature() == 17 ? "" : ",bulk-limit=256KiB";
  }

  /** Neither the share of time that holds may take nor how busy the machine is is on trial. */
  static String options(Memory memory) {
    return "reserve=0%,max-pause=100ms,max-hold-share=50%,copy-timeout=1s,sources="
        + memory.path("programs");
  }

  private static String again(Jdk jdk) {
    return "On "
        + jdk
        + " a snapshot cannot be explained, or the program failed. Once more: mvn -B"
        + " verify -Dtest=OracleTest -Dsurefire.failIfNoSpecifiedTests=false"
        + " -Dholdstill.oracle.same=true -Dholdstill.seed= and the seed that the error names";
  }
}
