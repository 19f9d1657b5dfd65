package io.holdstill.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.holdstill.harness.Artifacts;
import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Whoever wrote in groups can be unloaded: nothing of ours holds its class loader. */
class GuestTest {
  @TempDir Path folder;

  @JdkTest
  void aClassLoaderIsLetGo(Jdk jdk) {
    plays(jdk, "");
  }

  @JdkTest
  void alsoWhileAJournalIsKept(Jdk jdk) {
    plays(jdk, ",journal-stacks=group,journal=" + folder.resolve("journal"));
  }

  private void plays(Jdk jdk, String options) {
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .agent("reserve=0%,groups=" + GuestProgram.class.getName() + "$Guest#named" + options)
            .classPath(Artifacts.runtime())
            .run(GuestProgram.class, folder.toString())
            .start()) {
      int exit = jvm.awaitExit();
      assertEquals(0, exit, () -> jvm.failure("It did not end well.").getMessage());
      assertEquals("faults: ", jvm.awaitLine("faults: "));
    }
  }
}
