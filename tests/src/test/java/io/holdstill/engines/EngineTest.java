package io.holdstill.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

/**
 * A copy at level write is what the machine's crash would leave, less what a crash loses: the
 * engine's own recovery must bring it up. At level group no unit of the engine's own is open.
 */
class EngineTest {
  private static final int SNAPSHOTS = Integer.getInteger("holdstill.engines.snapshots", 5);
  private static final Duration DEADLINE = Duration.ofSeconds(180);

  @TempDir Path directory;

  @ParameterizedTest(name = "{0}, {1}, level {2}")
  @MethodSource("runs")
  void everyCopyComesUp(Jdk jdk, Engine engine, String level, String groups) {
    long seed = Long.getLong("holdstill.seed", new Random().nextLong());
    List<String> audit = new ArrayList<>(List.of(engine.name()));
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .agent("reserve=0%" + (groups.isEmpty() ? "" : ",groups=" + groups))
            .libraryOf(Engine.libraries())
            .run(LoadProgram.class, engine.name(), "" + seed, "" + SNAPSHOTS, directory.toString())
            .start()) {
      int exit = jvm.awaitExit(DEADLINE);
      assertEquals(0, exit, () -> jvm.failure("seed " + seed).getMessage());
      for (int i = 0; i < SNAPSHOTS; i++) {
        String[] copy = jvm.awaitLine(LoadProgram.COPY).split(" ");
        assertEquals(level, copy[1], () -> "seed " + seed + "\n" + jvm.stdout());
        audit.addAll(List.of(copy[2], copy[3]));
      }
      String end = jvm.awaitLine(LoadProgram.END).substring(LoadProgram.END.length());
      audit.addAll(List.of(directory.resolve("live").toString(), end));
    }
    audit(jdk, seed, audit);
  }

  /** The live files too, which the program closed: the load's own model must hold. */
  private static void audit(Jdk jdk, long seed, List<String> arguments) {
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .libraryOf(Engine.libraries())
            .run(AuditProgram.class, arguments.toArray(String[]::new))
            .start()) {
      int exit = jvm.awaitExit(DEADLINE);
      assertEquals(0, exit, () -> jvm.failure("seed " + seed).getMessage());
      for (int i = 0; i <= SNAPSHOTS; i++) {
        jvm.awaitLine("right ");
      }
    }
  }

  /** H2 stores a chunk and the header that names it; Lucene its files and the list of them. */
  static List<Arguments> runs() {
    List<Arguments> runs = new ArrayList<>();
    for (Jdk jdk : Jdks.all()) {
      runs.add(Arguments.of(jdk, Engine.H2, "write", ""));
      runs.add(Arguments.of(jdk, Engine.DERBY, "write", ""));
      runs.add(Arguments.of(jdk, Engine.LUCENE, "write", ""));
      runs.add(Arguments.of(jdk, Engine.H2, "group", "org.h2.mvstore.FileStore#storeBuffer"));
      runs.add(
          Arguments.of(jdk, Engine.LUCENE, "group", "org.apache.lucene.index.IndexWriter#commit"));
    }
    return runs;
  }
}
