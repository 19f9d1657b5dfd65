package io.holdstill.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Two JVMs on one journal: the second is told who has it, and the first notices nothing. */
class SecondWriterTest {
  @TempDir Path folder;

  @JdkTest
  void theSecondIsRefused(Jdk jdk) throws Exception {
    Path journal = folder.resolve("journal");
    Path lend = Lend.jar(folder);
    try (ForkedJvm first = start(jdk, journal, lend)) {
      first.awaitLine("open 1");
      try (ForkedJvm second = start(jdk, journal, lend)) {
        String refused = second.awaitLine("refused ");
        assertTrue(refused.contains(journal.toString()), refused);
        assertTrue(refused.contains("process " + first.pid()), refused);
        assertEquals(0, second.awaitExit());
      }
      assertEquals(List.of(0L, 1L), Judge.read(journal));
      first.send("close");
      assertEquals(0, first.awaitExit());
    }
  }

  private static ForkedJvm start(Jdk jdk, Path journal, Path lend) {
    return ForkedJvm.on(jdk)
        .agent("")
        .flags("-javaagent:" + lend)
        .run(StoreProgram.class, journal.toString(), "hold")
        .start();
  }
}
