package io.holdstill.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Artifacts;
import io.holdstill.harness.Cli;
import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import io.holdstill.harness.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The device below the journal fails (EIO), first behind the kernel's back, then to its face. */
class FailingDeviceTest {
  private static final int GROUPS = 3_000;

  @TempDir Path folder;

  @JdkTest
  void theApplicationWritesOn(Jdk jdk) throws IOException {
    Path small = folder.resolve("small");
    try (Mount failing = Mount.failing(folder.resolve("disk"), small, "24m")) {
      Path journal = failing.path().resolve("journal");
      Path files = Files.createDirectories(folder.resolve("files"));
      try (ForkedJvm jvm =
          ForkedJvm.on(jdk)
              .agent("journal=" + journal + ",sources=" + files + ",journal-timeout=5s")
              .classPath(Artifacts.runtime())
              .run(SturdyProgram.class, "" + files, "" + GROUPS)
              .start()) {
        jvm.awaitLine("half");
        sync(failing.path()); // now the device has failed
        jvm.send("go on");
        jvm.awaitLine("state: ARMED");
        String reason = jvm.awaitLine("reason: ");
        jvm.awaitLine("whole");
        int exit = jvm.awaitExit();
        assertEquals(0, exit, () -> jvm.failure("It did not end well.").getMessage());
        System.out.println(jdk + ", " + reason);
      }
      Cli.Result listed = Cli.on(jdk).run("journal", journal.toString());
      assertFalse(
          (listed.stdout() + listed.stderr()).contains("fault of holdstill"), listed::toString);
      assertTrue(listed.exit() == 0 || listed.exit() == 1 || listed.exit() == 3, listed::toString);
    } finally {
      new Mount(small).close();
    }
  }

  /** To fail is what it is there for. */
  private static void sync(Path path) throws IOException {
    try {
      int exit = new ProcessBuilder("sync", "-f", path.toString()).start().waitFor();
      System.out.println("sync ended with " + exit);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
