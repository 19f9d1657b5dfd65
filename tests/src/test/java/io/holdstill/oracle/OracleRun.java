package io.holdstill.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.holdstill.harness.Artifacts;
import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

/**
 * Runs hostile programs in a JVM with an agent.
 *
 * @param test which a failure names as the one to run once more
 * @param agent the shipped jar, or a build for tests
 * @param each for so long, times the snapshots, the programs may run
 */
record OracleRun(Class<?> test, Path agent, Duration each) {
  /** Where the program runs again and again, for a failure that needs luck. */
  private static final String SEEDS = Boolean.getBoolean("holdstill.oracle.same") ? "same" : "next";

  /** Returns what the programs say in the end, when all snapshots have been right. */
  String on(Jdk jdk, Memory memory, int snapshots) {
    return on(jdk, memory, snapshots, "");
  }

  String onWithJournal(Jdk jdk, Memory memory, int snapshots) {
    return on(jdk, memory, snapshots, memory.path("journal").toString());
  }

  private String on(Jdk jdk, Memory memory, int snapshots, String journal) {
    long seed = Long.getLong("holdstill.seed", new Random().nextLong() >>> 16);
    String recorded = journal.isEmpty() ? "" : ",journal=" + journal;
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .agent(agent, options(memory) + bulk(jdk) + recorded)
            .flags(
                "-Dholdstill.oracle.journal=" + journal,
                "-Dholdstill.yielding.odds=" + Integer.getInteger("holdstill.yielding.odds", 0))
            .classPath(Artifacts.runtime())
            .run(
                OracleProgram.class, "" + seed, "" + snapshots, "" + memory.path("programs"), SEEDS)
            .start()) {
      int exit = jvm.awaitExit(Duration.ofMinutes(3).plus(each.multipliedBy(snapshots)));
      assertEquals(0, exit, () -> jvm.failure(again(jdk)).getMessage());
      String said = jvm.awaitLine("right: ");
      System.out.println(jdk + " " + said);
      return said;
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

  private String again(Jdk jdk) {
    return "On "
        + jdk
        + " a snapshot cannot be explained, or the program failed. Once more: mvn -B"
        + " verify -Dtest="
        + test.getSimpleName()
        + " -Dsurefire.failIfNoSpecifiedTests=false"
        + " -Dholdstill.oracle.same=true -Dholdstill.seed= and the seed that the error names";
  }
}
