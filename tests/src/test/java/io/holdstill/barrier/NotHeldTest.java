package io.holdstill.barrier;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class NotHeldTest {
  @TempDir Path directory;

  /** A full pipe, a FIFO without a reader, a source that stalls. */
  @JdkTest
  void whoIsStuckElsewhereKeepsNobodyWaiting(Jdk jdk) throws Exception {
    Path full = fifo("full");
    Path noReader = fifo("no-reader");
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .agent("reserve=0%")
            .run(NotHeldProgram.class, directory.toString(), full.toString(), noReader.toString())
            .start()) {
      assertEquals(0, jvm.awaitExit(), () -> jvm.failure("held?").getMessage());
      assertEquals(5, count(jvm, "stuck: "), jvm::stdout);
      assertEquals(3, count(jvm, "right: "), jvm::stdout);
      assertEquals("faults: ", jvm.awaitLine("faults:"));
    }
  }

  private static long count(ForkedJvm jvm, String prefix) {
    return jvm.stdout().lines().filter(line -> line.startsWith(prefix)).count();
  }

  private Path fifo(String name) throws IOException, InterruptedException {
    Path fifo = directory.resolve(name);
    assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
    return fifo;
  }
}
