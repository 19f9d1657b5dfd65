package io.holdstill.endurance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.holdstill.demo.Verifier;
import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.Jdks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A thousand snapshots of the demo's writer, none torn. Its seed stands in its file's header. */
class StoreEnduranceTest {
  private static final int SNAPSHOTS = Integer.getInteger("holdstill.endurance.store", 250);
  private static final Duration DEADLINE = Duration.ofSeconds(600);

  /** Not the share of time that holds may take, nor the disk of a busy machine, is on trial. */
  private static final String OPTIONS =
      "reserve=0%,max-hold-share=50%,copy-timeout=100ms,groups=io.holdstill.demo.Store#update";

  @TempDir Path directory;

  @ParameterizedTest(name = "{0}, {1}, {2} threads")
  @MethodSource("runs")
  void noneIsTorn(Jdk jdk, String door, String threads) {
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .agent(OPTIONS)
            .libraryOf(Verifier.class)
            .run(
                StoreProgram.class,
                "" + SNAPSHOTS,
                directory.toString(),
                "--size",
                "1MiB",
                "--threads",
                threads,
                "--door",
                door)
            .start()) {
      jvm.awaitLine("READY");
      jvm.send("begin");
      int exit = jvm.awaitExit(DEADLINE);
      assertEquals(0, exit, () -> jvm.failure("a copy is torn, or none was made").getMessage());
      jvm.awaitLine("right: " + SNAPSHOTS);
    }
  }

  static List<Arguments> runs() {
    List<Arguments> runs = new ArrayList<>();
    for (Jdk jdk : Jdks.all()) {
      runs.add(Arguments.of(jdk, "filechannel", "2"));
      runs.add(Arguments.of(jdk, "raf", "4"));
    }
    return runs;
  }
}
