package io.holdstill.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Artifacts;
import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.Jdks;
import io.holdstill.testkit.Recording;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/** A bank's files come up, and its money is whole, after every group and after every write. */
class RecordedTest {
  private static final int TRANSFERS = Integer.getInteger("holdstill.engines.transfers", 40);
  private static final Duration DEADLINE = Duration.ofSeconds(300);
  private static final int LEAST = 10;

  @TempDir Path directory;

  @ParameterizedTest(name = "{0}, {1}, groups {2}")
  @MethodSource("runs")
  void itComesUpAtEveryBoundary(Jdk jdk, Engine engine, String groups) {
    long seed = Long.getLong("holdstill.seed", new Random().nextLong());
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .flags("-Dholdstill.jar=" + Artifacts.agent(), "-XX:+EnableDynamicAgentLoading")
            .libraryOf(Engine.libraries())
            .libraryOf(
                Recording.class,
                ByteBuddyAgent.class,
                DynamicTest.class,
                TestAbortedException.class)
            .run(
                RecordedProgram.class,
                engine.name(),
                "" + seed,
                "" + TRANSFERS,
                groups,
                directory.toString())
            .start()) {
      int exit = jvm.awaitExit(DEADLINE);
      assertEquals(0, exit, () -> jvm.failure("seed " + seed).getMessage());
      String right = jvm.awaitLine("right ").split("[ ,]+")[1];
      assertTrue(Integer.parseInt(right) >= LEAST, () -> "seed " + seed + "\n" + jvm.stdout());
    }
  }

  static List<Arguments> runs() {
    List<Arguments> runs = new ArrayList<>();
    for (Jdk jdk : Jdks.all()) {
      runs.add(Arguments.of(jdk, Engine.H2, ""));
      runs.add(Arguments.of(jdk, Engine.H2, "org.h2.mvstore.FileStore#storeBuffer"));
      runs.add(Arguments.of(jdk, Engine.LUCENE, ""));
      runs.add(Arguments.of(jdk, Engine.LUCENE, "org.apache.lucene.index.IndexWriter#commit"));
    }
    return runs;
  }
}
