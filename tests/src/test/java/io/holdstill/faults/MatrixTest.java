package io.holdstill.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Cli;
import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each of {fails, slow, hangs, short} at each of {source, destination, manifest, journal}. */
class MatrixTest {
  private static final Duration DEADLINE = Duration.ofSeconds(480);
  private static final Pattern REASON = Pattern.compile("\"reason\"\\s*:\\s*\"([^\"]*)\"");

  @TempDir Path folder;

  @Test
  void hasACellForEachWayAndPlace() {
    assertEquals(List.of(), Cell.missing());
  }

  @JdkTest
  void hasOneOutcomeInEachCell(Jdk jdk) {
    try (ForkedJvm jvm =
        Suffering.on(jdk, folder, options()).run(MatrixProgram.class, folder.toString()).start()) {
      replays(jdk, jvm, "whole");
      replays(jdk, jvm, "behind");
      int exit = jvm.awaitExit(DEADLINE);
      assertEquals(0, exit, () -> jvm.failure("A cell is not as foreseen.").getMessage());
      jvm.awaitLine("all cells");
    }
    hasTheGapsForeseen(jdk);
    Cli.Result beyond = replay(jdk, "whole", "behind", folder.resolve("beyond"));
    assertEquals(3, beyond.exit(), beyond::toString);
    assertTrue(beyond.stderr().contains("groups were lost"), beyond::toString);
  }

  private String options() {
    return ",journal-buffer=128MiB,journal="
        + journal()
        + ",max-pause="
        + MatrixProgram.MAX_PAUSE_MILLIS
        + "ms,copy-timeout="
        + MatrixProgram.COPY_TIMEOUT_MILLIS
        + "ms,journal-timeout="
        + MatrixProgram.JOURNAL_TIMEOUT_MILLIS
        + "ms";
  }

  private void replays(Jdk jdk, ForkedJvm jvm, String name) {
    jvm.awaitLine("replay: " + folder.resolve("base-" + name), DEADLINE);
    Path replayed = folder.resolve("replayed-" + name);
    Cli.Result result = replay(jdk, name, name, replayed);
    assertEquals(0, result.exit(), result::toString);
    jvm.send(replayed.toString());
  }

  private Cli.Result replay(Jdk jdk, String base, String mark, Path to) {
    return Cli.on(jdk)
        .run(
            "replay",
            "" + folder.resolve("base-" + base),
            "--journal",
            "" + journal(),
            "--to",
            "" + to,
            "--until",
            mark);
  }

  /** Those, in their order, and no other. */
  private void hasTheGapsForeseen(Jdk jdk) {
    Cli.Result listed = Cli.on(jdk).run("journal", journal().toString(), "--json");
    assertEquals(0, listed.exit(), listed::toString);
    List<String> found = new ArrayList<>();
    for (Matcher reason = REASON.matcher(listed.stdout()); reason.find(); ) {
      found.add(reason.group(1));
    }
    List<Cell> foreseen = new ArrayList<>(Cell.JOURNAL_FAILING);
    foreseen.add(Cell.JOURNAL_OVERFLOWING);
    assertEquals(foreseen.size(), found.size(), listed::toString);
    for (int i = 0; i < found.size(); i++) {
      assertTrue(foreseen.get(i).tellsGap(found.get(i)), found::toString);
    }
  }

  private Path journal() {
    return folder.resolve("journal");
  }
}
