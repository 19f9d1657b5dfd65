package io.holdstill.endurance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.holdstill.harness.Artifacts;
import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;

/** Groups of 2 to 50 writes that last 10 µs to 10 ms: every snapshot falls between two of each. */
class GroupEnduranceTest {
  private static final int SNAPSHOTS = Integer.getInteger("holdstill.endurance.groups", 60);
  private static final Duration DEADLINE = Duration.ofSeconds(600);

  @TempDir Path directory;

  @JdkTest
  void everyCopyIsAGroupBoundary(Jdk jdk) {
    long seed = Long.getLong("holdstill.seed", new Random().nextLong());
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .agent(options())
            .classPath(Artifacts.runtime())
            .run(GroupProgram.class, "" + seed, "" + SNAPSHOTS, directory.toString())
            .start()) {
      int exit = jvm.awaitExit(DEADLINE);
      assertEquals(0, exit, () -> jvm.failure("seed " + seed).getMessage());
      jvm.awaitLine("all right");
    }
  }

  /** Not the share of time that holds may take, nor the disk of a busy machine, is on trial. */
  private static String options() {
    return "reserve=0%,max-hold-share=50%,copy-timeout=100ms,groups="
        + GroupWriter.class.getName()
        + "#named";
  }
}
