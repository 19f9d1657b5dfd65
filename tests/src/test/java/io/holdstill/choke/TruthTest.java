package io.holdstill.choke;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.holdstill.harness.Artifacts;
import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot brought forward by the journal is, bit for bit, a snapshot taken then. */
class TruthTest {
  private static final int SNAPSHOTS = Integer.getInteger("holdstill.truth.snapshots", 40);
  private static final Duration DEADLINE = Duration.ofSeconds(300);

  @TempDir Path directory;

  @JdkTest
  void baseAndJournalAreTheSnapshotOfThen(Jdk jdk) throws IOException {
    long seed = Long.getLong("holdstill.seed", new Random().nextLong());
    Path tree = Files.createDirectory(directory.resolve("tree"));
    Path journal = directory.resolve("journal");
    List<String> judged = new ArrayList<>(List.of(journal.toString(), tree.toString()));
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .agent("reserve=0%,sources=" + tree + ",journal=" + journal)
            .classPath(Artifacts.runtime())
            .run(
                TruthProgram.class,
                "" + seed,
                "" + SNAPSHOTS,
                tree.toString(),
                directory.toString())
            .start()) {
      int exit = jvm.awaitExit(DEADLINE);
      assertEquals(0, exit, () -> jvm.failure("seed " + seed).getMessage());
      for (int i = 0; i < SNAPSHOTS; i++) {
        judged.addAll(List.of(jvm.awaitLine(TruthProgram.COPY).split(" ")).subList(1, 3));
      }
    }
    judge(jdk, seed, judged);
  }

  private static void judge(Jdk jdk, long seed, List<String> judged) {
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk).agent("").run(TruthJudge.class, judged.toArray(String[]::new)).start()) {
      int exit = jvm.awaitExit(DEADLINE);
      assertEquals(0, exit, () -> jvm.failure("seed " + seed).getMessage());
      System.out.println(jdk + " " + jvm.awaitLine("right "));
    }
  }
}
