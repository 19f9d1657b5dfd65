package io.holdstill.schedules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdstill.harness.Artifacts;
import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

/**
 * Far more writers than cores, and snapshots back to back: every one is right or refused by name,
 * nobody is held past the bound, and all come to their end.
 */
class CrowdTest {
  private static final int SNAPSHOTS = Integer.getInteger("holdstill.crowd.snapshots", 5);
  private static final Duration DEADLINE = Duration.ofSeconds(240);

  @TempDir Path directory;

  @JdkTest
  void aHundredThousandVirtualThreads(Jdk jdk) {
    assumeTrue(jdk.feature() >= 21, () -> jdk + " has no virtual threads");
    plays(jdk, "virtual", Integer.getInteger("holdstill.crowd.virtual", 100_000));
  }

  @JdkTest
  void fiveHundredPlatformThreads(Jdk jdk) {
    plays(jdk, "platform", 512);
  }

  private void plays(Jdk jdk, String kind, int threads) {
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .agent("reserve=0%,copy-timeout=100ms")
            .flags("-Xmx1g")
            .classPath(Artifacts.runtime())
            .run(CrowdProgram.class, kind, "" + threads, "" + SNAPSHOTS, directory.toString())
            .start()) {
      int exit = jvm.awaitExit(DEADLINE);
      assertEquals(0, exit, () -> jvm.failure("A claim of the program does not hold").toString());
      System.out.println(jdk + ": " + jvm.awaitLine("crowd: "));
    }
  }
}
