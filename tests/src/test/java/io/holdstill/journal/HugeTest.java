package io.holdstill.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Artifacts;
import io.holdstill.harness.Cli;
import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import io.holdstill.harness.Spawned;
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

  private static final Duration PATIENCE = Duration.ofMinutes(5).plusMillis(OPERATIONS / 10);

  @TempDir Path folder;

  @JdkTest
  void nothingOfAHugeGroupIsLost(Jdk jdk) throws IOException {
    Path files = Files.createDirectory(folder.resolve("files"));
    Path journal = folder.resolve("journal");
    Path base = folder.resolve("base");
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .agent("journal=" + journal + ",sources=" + files + ",journal-timeout=60s")
            .classPath(Artifacts.runtime())
            .run(HugeProgram.class, "" + files, "" + MIB, "" + OPERATIONS)
            .start()) {
      jvm.awaitLine("open");
      runs(jdk, "snapshot", "" + jvm.pid(), "" + files, "--to", "" + base);
      jvm.send("go on");
      jvm.awaitLine("written", PATIENCE);
      assertEquals(0, jvm.awaitExit());
      assertEquals("", jvm.stderr());
    }
    String said = runs(jdk, "journal", journal.toString(), "--json");
    long bytes = ((long) MIB << 20) + 8L * OPERATIONS;
    assertTrue(said.contains("\"bytes\": " + bytes), said);
    assertTrue(said.contains("\"missingEntries\": 0"), said);
    assertTrue(said.contains("\"neverEnded\": 0"), said);
    assertTrue(said.contains("\"closed\": true"), said);
    Path replayed = folder.resolve("replayed");
    runs(jdk, "replay", "" + base, "--journal", "" + journal, "--to", "" + replayed);
    assertEquals(-1, Files.mismatch(files.resolve("f"), replayed.resolve("files").resolve("f")));
  }

  private static String runs(Jdk jdk, String... arguments) {
    try (Spawned cli = Cli.on(jdk).start(arguments)) {
      assertEquals(0, cli.awaitExit(PATIENCE), () -> cli.failure("It failed.").getMessage());
      return cli.stdout();
    }
  }
}
