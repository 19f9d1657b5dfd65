package io.holdstill.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.demo.Verifier;
import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** A journal that another JVM recorded, with the file of the demo's writer in it. */
class JournalTest {
  private static final String SAMPLE = "io.holdstill.kit.samples.JournalSample";
  private static final int BOUNDARIES = 1_000;

  @TempDir Path directory;

  @JdkTest
  void theDemosFileIsRightAtAThousandBoundaries(Jdk jdk) throws IOException {
    record(jdk, "700", "4"); // boundaries that are not clean are not among them
    Kit.Outcome outcome = sample(jdk, "theFileIsRight").run(method("theFileIsRight"));
    outcome.assertNone("FAILED");
    int right = outcome.of("SUCCESSFUL after group").size();
    assertTrue(right >= BOUNDARIES, () -> right + " boundaries\n" + outcome);
    assertTrue(
        outcome.of("SUCCESSFUL").get(0).contains("io.holdstill.demo.Store#update"),
        () -> outcome.of("SUCCESSFUL").get(0));
  }

  @JdkTest
  void aFailureSaysHowToHaveItBack(Jdk jdk) throws IOException {
    record(jdk, "100", "1");
    List<String> refused =
        sample(jdk, "x").run(method("theFileIsRight")).of("SUCCESSFUL after group");
    String number = refused.get(refused.size() / 2).split("[ ,]+")[3];

    Kit.Outcome all =
        sample(jdk, "y").flags("-Dsample.refused=" + number).run(method("oneIsRefused"));
    assertEquals(1, all.of("FAILED").size(), all::toString);
    assertTrue(all.stdout().contains("the one that is refused"), all::toString);
    assertTrue(all.stdout().contains("  group   " + number + ", io.holdstill"), all::toString);
    assertTrue(all.stdout().contains("  thread  writer-"), all::toString);
    assertTrue(all.stdout().contains("Store.update(Store.java:"), all::toString);
    String rerun = "-Dholdstill.replay.point=" + number;
    assertTrue(all.stdout().contains(rerun + ", test " + SAMPLE + "#oneIsRefused"), all::toString);

    Kit.Outcome one =
        sample(jdk, "z").flags("-Dsample.refused=" + number, rerun).run(method("oneIsRefused"));
    assertEquals(1, one.of("FAILED").size(), one::toString);
    assertEquals(0, one.of("SUCCESSFUL").size(), one::toString);
  }

  private void record(Jdk jdk, String rate, String seconds) throws IOException {
    Path files = Files.createDirectory(directory.resolve("files"));
    try (ForkedJvm writer =
        ForkedJvm.on(jdk)
            .agent(
                "groups=io.holdstill.demo.Store#update,journal-stacks=group,sources="
                    + files
                    + ",journal="
                    + directory.resolve("journal"))
            .libraryOf(Verifier.class)
            .run(
                "io.holdstill.demo.Main",
                "write",
                files.resolve("file").toString(),
                "--size",
                "256KiB",
                "--rate",
                rate,
                "--seconds",
                seconds)
            .start()) {
      int exit = writer.awaitExit();
      assertEquals(0, exit, () -> writer.failure("the writer failed").getMessage());
    }
  }

  /** The temporary directories are ours, so that it can be said whether they are left. */
  private Kit sample(Jdk jdk, String temporary) throws IOException {
    Path made = Files.createDirectory(directory.resolve(temporary));
    return Kit.on(jdk)
        .flags("-Dsample.journal=" + directory.resolve("journal"), "-Djava.io.tmpdir=" + made);
  }

  private static String method(String name) {
    String parameters =
        name.equals("oneIsRefused")
            ? "io.holdstill.testkit.ReplayPoint"
            : "java.nio.file.Path, io.holdstill.testkit.ReplayPoint";
    return SAMPLE + "#" + name + "(" + parameters + ")";
  }
}
