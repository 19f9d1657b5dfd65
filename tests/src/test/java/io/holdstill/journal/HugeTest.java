package io.holdstill.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Artifacts;
import io.holdstill.harness.Cli;
import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

/**
 * Groups larger than the journal's memory. {@code -Dholdstill.journal.operations=10000000} for more
 * of them.
 */
class HugeTest {
  private static final int MIB = Integer.getInteger("holdstill.journal.mib", 1024);
  private static final int OPERATIONS = Integer.getInteger("holdstill.journal.operations", 500_000);

  @TempDir Path folder;

  @JdkTest
  void nothingOfAHugeGroupIsLost(Jdk jdk) throws IOException {
    Path files = Files.createDirectory(folder.resolve("files"));
    Path journal = folder.resolve("journal");
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .agent("journal=" + journal + ",sources=" + files + ",journal-timeout=60s")
            .classPath(Artifacts.runtime())
            .run(HugeProgram.class, "" + files, "" + MIB, "" + OPERATIONS)
            .start()) {
      jvm.awaitLine("written", Duration.ofMinutes(5));
      assertEquals(0, jvm.awaitExit());
      assertEquals("", jvm.stderr());
    }
    Cli.Result listed = Cli.on(jdk).run("journal", journal.toString(), "--json");
    assertEquals(0, listed.exit(), listed::toString);
    String said = listed.stdout();
    long bytes = ((long) MIB << 20) + 8L * OPERATIONS;
    assertTrue(said.contains("\"bytes\": " + bytes), said);
    assertTrue(said.contains("\"missingEntries\": 0"), said);
    assertTrue(said.contains("\"neverEnded\": 0"), said);
    assertTrue(said.contains("\"closed\": true"), said);
  }
}
