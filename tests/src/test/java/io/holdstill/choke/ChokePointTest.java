package io.holdstill.choke;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.holdstill.harness.Artifacts;
import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.Jdks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every copy, taken while files are changed through each choke point, is a state they were in. */
class ChokePointTest {
  /** Each judges two plots of every choke point. */
  private static final int SNAPSHOTS = Integer.getInteger("holdstill.choke.snapshots", 4);

  private static final Duration DEADLINE = Duration.ofSeconds(180);

  @TempDir Path directory;

  @ParameterizedTest(name = "{0}, {1} threads: {2}")
  @MethodSource("runs")
  void everyCopyIsAStateThatWas(Jdk jdk, Workers workers, String family) {
    long seed = Long.getLong("holdstill.seed", new Random().nextLong());
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .agent("reserve=0%")
            .classPath(Artifacts.runtime())
            .run(
                ChokeProgram.class,
                family,
                "" + seed,
                "" + SNAPSHOTS,
                workers.name(),
                directory.toString())
            .start()) {
      int exit = jvm.awaitExit(DEADLINE);
      assertEquals(0, exit, () -> jvm.failure("seed " + seed + ", family " + family).getMessage());
      jvm.awaitLine("right: " + SNAPSHOTS + " snapshots");
    }
  }

  static List<Arguments> runs() {
    List<Arguments> runs = new ArrayList<>();
    for (Jdk jdk : Jdks.all()) {
      for (String family : ChokePoints.families()) {
        runs.add(Arguments.of(jdk, Workers.PLATFORM, family));
        if (jdk.feature() >= 21) {
          runs.add(Arguments.of(jdk, Workers.VIRTUAL, family));
        }
      }
    }
    return runs;
  }
}
