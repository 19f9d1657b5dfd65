package io.holdstill.barrier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.choke.ChokeProgram;
import io.holdstill.harness.Artifacts;
import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import io.holdstill.harness.TestBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

/** The tests of the choke points would find an agent out that does not wait for the writers. */
class SkippedBarrierTest {
  private static final int TRIES = 100;

  /** Nothing is shortened: a file that is too short would be noticed by the agent itself. */
  private static final String OVERWRITES = "write(ByteBuffer,long)";

  @TempDir Path directory;

  @JdkTest
  void copiesAreTornWithoutTheBarrier(Jdk jdk) throws IOException {
    Path agent = TestBuild.skippingBarrier(directory);
    Path files = Files.createDirectory(directory.resolve("files"));
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .flags("-javaagent:" + agent + "=reserve=0%")
            .expecting("ARMED")
            .classPath(Artifacts.runtime())
            .run(ChokeProgram.class, OVERWRITES, "1", "" + TRIES, "PLATFORM", files.toString())
            .start()) {
      assertEquals(1, jvm.awaitExit(Duration.ofSeconds(120)), "none of the copies was torn");
      assertTrue(jvm.stderr().contains("of the snapshot: "), jvm::stderr);
    }
  }
}
