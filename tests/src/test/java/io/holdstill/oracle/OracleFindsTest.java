package io.holdstill.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Artifacts;
import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import io.holdstill.harness.TestBuild;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

/** The oracle finds an agent out that does not wait for the writers. */
class OracleFindsTest {
  private static final int SNAPSHOTS = 500;

  @TempDir Path directory;

  @JdkTest
  void copiesAreTornWithoutTheBarrier(Jdk jdk) throws IOException {
    Path agent = TestBuild.skippingBarrier(directory);
    try (Memory memory = Memory.take();
        ForkedJvm jvm =
            ForkedJvm.on(jdk)
                .flags(
                    "-javaagent:" + agent + "=" + OracleRun.options(memory),
                    "-Dholdstill.oracle.broken=true")
                .expecting("ARMED")
                .classPath(Artifacts.runtime())
                .run(OracleProgram.class, "1", "" + SNAPSHOTS, "" + memory.path("programs"), "next")
                .start()) {
      assertEquals(1, jvm.awaitExit(Duration.ofMinutes(3)), "no copy was found to be torn");
      String said = jvm.stderr();
      assertTrue(said.contains("nothing explains") || said.contains("no instant"), said);
      System.out.println(
          jdk + " found" + said.replaceAll("(?s).*?(, after \\d+ right snapshots).*", "$1"));
    }
  }
}
