package io.holdstill.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.holdstill.harness.Artifacts;
import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import io.holdstill.harness.TestBuild;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

/** Every program of at most three operations on two files, with a snapshot at every position. */
class SmallProgramsTest {
  private static final int OPERATIONS = Integer.getInteger("holdstill.oracle.operations", 3);

  @TempDir Path directory;

  @JdkTest
  void everyPositionIsRight(Jdk jdk) throws IOException {
    Path agent = TestBuild.stoppingAtPoint(directory);
    try (Memory memory = Memory.take();
        ForkedJvm jvm =
            ForkedJvm.on(jdk)
                .flags("-javaagent:" + agent + "=" + OracleRun.options(memory))
                .expecting("ARMED")
                .classPath(Artifacts.runtime())
                .run(SmallProgram.class, "" + OPERATIONS, "" + memory.path("programs"))
                .start()) {
      int exit = jvm.awaitExit(Duration.ofMinutes(8));
      assertEquals(0, exit, () -> jvm.failure("a copy is not what was there").getMessage());
      System.out.println(jdk + " " + jvm.awaitLine("right: "));
    }
  }
}
