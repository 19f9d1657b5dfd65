package io.holdstill.barrier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Artifacts;
import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class LockTest {
  @TempDir Path directory;

  /** The hold expires, all go on, and a later attempt succeeds. */
  @JdkTest
  void aHeldThreadMayOwnALockThatAnOpenGroupNeeds(Jdk jdk) {
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .agent("reserve=0%")
            .classPath(Artifacts.runtime())
            .run(LockProgram.class, directory.toString())
            .start()) {
      jvm.awaitLine("embraced");
      String[] attempts = jvm.awaitLine("attempts ").split("[ ,]+", -1);
      assertTrue(Long.parseLong(attempts[1]) >= 2, () -> jvm.failure("one attempt").getMessage());
      assertEquals("", attempts[2], () -> jvm.failure("faults").getMessage());
      assertEquals(0, jvm.awaitExit());
    }
  }
}
