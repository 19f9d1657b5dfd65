package io.holdstill.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Cli;
import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

/** Each of {fails, slow, hangs, short} at each of {source, destination, manifest, journal}. */
class MatrixTest {
  private static final Duration DEADLINE = Duration.ofSeconds(240);

  @TempDir Path folder;

  @JdkTest
  void hasOneOutcomeInEachCell(Jdk jdk) {
    Path journal = folder.resolve("journal");
    try (ForkedJvm jvm =
        Suffering.on(jdk, folder, ",journal=" + journal)
            .run(MatrixProgram.class, folder.toString())
            .start()) {
      int exit = jvm.awaitExit(DEADLINE);
      assertEquals(0, exit, () -> jvm.failure("A cell is not as foreseen.").getMessage());
      jvm.awaitLine("all cells");
    }
    Cli.Result listed = Cli.on(jdk).run("journal", journal.toString(), "--json");
    assertEquals(0, listed.exit(), listed::toString);
    assertTrue(listed.stdout().contains("could not be written"), listed::toString);
  }
}
