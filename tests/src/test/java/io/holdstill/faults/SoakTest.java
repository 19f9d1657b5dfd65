package io.holdstill.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.holdstill.harness.Artifacts;
import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.Jdks;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots back to back while all is recorded: each is right, and nothing grows. */
class SoakTest {
  private static final int SECONDS = Integer.getInteger("holdstill.soak.seconds", 60);

  @TempDir Path folder;

  @Test
  void nothingGrows() {
    Jdk jdk = Jdks.newest();
    Path journal = folder.resolve("journal");
    String options = "reserve=0%,copy-timeout=1s,journal-max-size=64MiB,journal=" + journal;
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .agent(options)
            .flags("-Xmx256m")
            .classPath(Artifacts.runtime())
            .run(SoakProgram.class, folder.toString(), "" + SECONDS)
            .start()) {
      int exit = jvm.awaitExit(Duration.ofSeconds(SECONDS + 120));
      assertEquals(0, exit, () -> jvm.failure("It did not end well.").getMessage());
      System.out.println(jdk + ", " + SECONDS + " s of soaking:\n" + jvm.stdout());
      assertEquals("faults: ", jvm.awaitLine("faults: "), jvm::stdout);
      assertEquals("state: ", jvm.awaitLine("state: "), jvm::stdout);
      assertEquals("grown: ", jvm.awaitLine("grown: "), jvm::stdout);
    }
  }
}
