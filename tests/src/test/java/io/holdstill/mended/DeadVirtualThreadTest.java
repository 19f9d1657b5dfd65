package io.holdstill.mended;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import io.holdstill.runtime.WriteGroup;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The group of a virtual thread that died in it stayed open for ever. */
class DeadVirtualThreadTest {
  @TempDir Path directory;

  @JdkTest
  void itsGroupEnds(Jdk jdk) {
    assumeTrue(jdk.feature() >= 21, () -> jdk + " has no virtual threads");
    Scene.plays(jdk, "", Program.class, directory);
  }

  /** Some virtual threads leave a group open, and are gone. */
  public static final class Program {
    public static void main(String[] args) throws Exception {
      Copies copies = new Copies(args[0]);
      for (int i = 0; i < 5; i++) {
        leavesOpen();
      }
      Copies.awaitCollected(() -> Copies.openGroups() == 0, "a dead thread's group is open");
      copies.mustBeConsistent();
      Copies.end();
    }

    private static void leavesOpen() throws Exception {
      Runnable task = () -> WriteGroup.begin("left open");
      Object started =
          Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
      ((Thread) started).join();
    }
  }
}
