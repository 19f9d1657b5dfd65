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

/**
 * Each operation of a snapshot fails, one after the other: nobody is hurt and nobody is lied to.
 * All errors and all roles on each JDK, those of {@code /proc} and of the application's descriptors
 * among them, with {@code -Dholdstill.faults=all}.
 */
class SweepTest {
  private static final boolean ALL = "all".equals(System.getProperty("holdstill.faults"));
  private static final Duration DEADLINE = Duration.ofSeconds(ALL ? 7_200 : 300);

  @TempDir Path folder;

  @JdkTest
  void theNthOperationFails(Jdk jdk) {
    if (ALL) {
      for (String error : List.of("EIO", "ENOSPC", "EDQUOT", "EMFILE")) {
        sweep(jdk, error, "source:.*", error, "destination:.*", error, "manifest:.*", error);
      }
      sweep(jdk, "rest", "pool:.*", "EXHAUSTED", "proc:.*", "EIO", "door:.*", "EIO");
    } else if (jdk.feature() == 17) {
      sweep(jdk, "writes", "destination:.*", "ENOSPC", "manifest:.*", "EIO");
    } else {
      sweep(jdk, "reads", "source:.*", "EIO", "pool:.*", "EXHAUSTED");
    }
  }

  private void sweep(Jdk jdk, String name, String... sweeps) {
    Path own = folder.resolve(name);
    List<String> arguments = new ArrayList<>(List.of(own.toString()));
    arguments.addAll(List.of(sweeps));
    try (ForkedJvm jvm =
        Suffering.on(jdk, folder, "")
            .run(SweepProgram.class, arguments.toArray(String[]::new))
            .start()) {
      int exit = jvm.awaitExit(DEADLINE);
      assertEquals(0, exit, () -> jvm.failure("A sweep failed.").getMessage());
      System.out.println(jdk + ":\n" + jvm.stdout());
    }
  }
}
