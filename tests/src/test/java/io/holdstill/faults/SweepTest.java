package io.holdstill.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Each operation of a snapshot fails, one after the other: nobody is hurt and nobody is lied to. */
class SweepTest {
  private static final Duration DEADLINE = Duration.ofSeconds(300);

  @TempDir Path folder;

  @JdkTest
  void theNthOperationFails(Jdk jdk) {
    sweep(jdk, "source:.*", "EIO", "destination:.*", "EIO", "manifest:.*", "ENOSPC", "pool:.*", "EXHAUSTED");
  }

  private void sweep(Jdk jdk, String... sweeps) {
    List<String> arguments = new ArrayList<>(List.of(folder.toString()));
    arguments.addAll(List.of(sweeps));
    try (ForkedJvm jvm =
        Suffering.on(jdk, folder, "")
            .run(SweepProgram.class, arguments.toArray(String[]::new))
            .start()) {
      int exit = jvm.awaitExit(DEADLINE);
      assertEquals(0, exit, () -> jvm.failure("A sweep failed.").getMessage());
      System.out.println(jdk + ": " + jvm.stdout());
    }
  }
}
