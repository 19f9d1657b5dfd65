package io.holdstill.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Artifacts;
import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import io.holdstill.harness.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Where a replay begins, what is left out of it, and what a user sees of a gap. */
class BaseTest {
  private static final String SAMPLES = "io.holdstill.kit.samples.";
  private static final String PARAMETERS = "(java.nio.file.Path, io.holdstill.testkit.ReplayPoint)";

  @TempDir Path directory;

  @JdkTest
  void aSnapshotOrACopyIsTheBaseAndWhatIsUncleanIsSkippedByName(Jdk jdk) throws IOException {
    Path files = Files.createDirectory(directory.resolve("files"));
    Files.writeString(files.resolve("old"), "there before");
    Files.writeString(files.resolve("shared"), "----");
    Path copy = Files.createDirectory(directory.resolve("copy"));
    Files.writeString(copy.resolve("old"), "there before");
    Files.writeString(copy.resolve("shared"), "----");
    Path journal = directory.resolve("journal");
    Path snapshot = directory.resolve("snapshot");
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .agent("reserve=0%,journal=" + journal + ",sources=" + files)
            .classPath(Artifacts.runtime())
            .run(OverlapProgram.class, "" + files, "" + snapshot)
            .start()) {
      int exit = jvm.awaitExit();
      assertEquals(0, exit, () -> jvm.failure("It did not end well.").getMessage());
      assertEquals("faults: ", jvm.awaitLine("faults: "));
    }
    for (String method : List.of("fromASnapshot", "fromACopy")) {
      Kit.Outcome outcome =
          Kit.on(jdk)
              .flags(
                  "-Dsample.journal=" + journal,
                  "-Dsample.snapshot=" + snapshot,
                  "-Dsample.copy=" + copy,
                  "-Dsample.source=" + files)
              .run(SAMPLES + "BaseSample#" + method + PARAMETERS);
      outcome.assertNone("FAILED");
      assertEquals(
          List.of("CHECKED first 1---", "CHECKED last 1234", "CHECKED open 123-"),
          outcome.of("CHECKED").stream().sorted().toList(),
          outcome::toString);
      List<String> skipped = outcome.of("SKIPPED");
      assertEquals(1, skipped.size(), outcome::toString);
      String why = "another group that touched the same files was open: 1 of 4 group ends: 4";
      assertTrue(skipped.get(0).contains(why), outcome::toString);
    }
  }

  @JdkTest
  void aGapIsSeenByWhoeverRecorded(Jdk jdk) throws IOException {
    try (Mount small = Mount.tmpfs(directory.resolve("small"), "size=48m")) {
      Path files = Files.createDirectory(directory.resolve("files"));
      Kit.Outcome outcome =
          Kit.on(jdk)
              .flags("-Djava.io.tmpdir=" + small.path(), "-Dsample.files=" + files)
              .run(SAMPLES + "GapSample");
      List<String> failed = outcome.of("FAILED");
      assertEquals(1, failed.size(), outcome::toString);
      for (String line : failed) {
        assertTrue(line.contains("the recording is not whole, so nothing is replayed: "), line);
        assertTrue(line.contains("No space left") || line.contains("no space left"), line);
      }
      assertEquals(0, outcome.of("SUCCESSFUL").size(), outcome::toString);
    }
  }
}
