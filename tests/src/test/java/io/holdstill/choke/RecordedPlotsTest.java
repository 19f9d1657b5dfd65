package io.holdstill.choke;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.holdstill.harness.Artifacts;
import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import io.holdstill.testkit.Recording;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/** What is replayed to a boundary is what the files were there, whatever door they went through. */
class RecordedPlotsTest {
  /** Of each thread; the boundaries are three times as many. */
  private static final int CHANGES = Integer.getInteger("holdstill.choke.changes", 30);

  private static final Duration DEADLINE = Duration.ofSeconds(300);

  @TempDir Path directory;

  @ParameterizedTest(name = "{0}, {1} threads: {2}")
  @MethodSource("io.holdstill.choke.ChokePointTest#runs")
  void everyBoundaryIsAStateThatWas(Jdk jdk, Workers workers, String family) {
    long seed = Long.getLong("holdstill.seed", new Random().nextLong());
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .flags("-Dholdstill.jar=" + Artifacts.agent(), "-XX:+EnableDynamicAgentLoading")
            .classPath(Artifacts.runtime())
            .libraryOf(
                Recording.class,
                ByteBuddyAgent.class,
                DynamicTest.class,
                TestAbortedException.class)
            .run(
                RecordedPlotsProgram.class,
                family,
                "" + seed,
                "" + CHANGES,
                workers.name(),
                directory.toString())
            .start()) {
      int exit = jvm.awaitExit(DEADLINE);
      assertEquals(0, exit, () -> jvm.failure("seed " + seed + ", family " + family).getMessage());
      System.out.println(jdk + " " + workers + " " + family + " " + jvm.awaitLine("right: "));
    }
  }
}
