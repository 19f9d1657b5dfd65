package io.holdstill.barrier;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.holdstill.harness.Artifacts;
import io.holdstill.harness.Child;
import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** What is a group, from when to when. */
class GroupsTest {
  @TempDir Path directory;

  @JdkTest
  void groupsByTheApi(Jdk jdk) {
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .agent("reserve=0%")
            .classPath(Artifacts.runtime())
            .run(ApiProgram.class, directory.toString())
            .start()) {
      assertRight(jvm, 12);
    }
  }

  @JdkTest
  void groupsByTheNamesOfMethods(Jdk jdk) throws URISyntaxException {
    Path classes = Path.of(Child.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .agent("reserve=0%,groups=" + MethodProgram.GROUPS)
            .classPath(Artifacts.runtime())
            .run(
                MethodProgram.class,
                directory.toString(),
                classes.toString(),
                Artifacts.runtime().toString())
            .start()) {
      assertRight(jvm, 8);
    }
  }

  private static void assertRight(ForkedJvm jvm, int scenes) {
    assertEquals(0, jvm.awaitExit(), () -> jvm.failure("a scene failed").getMessage());
    long right = jvm.stdout().lines().filter(line -> line.startsWith("right: ")).count();
    assertEquals(scenes, right, jvm::stdout);
    assertEquals("faults: ", jvm.awaitLine("faults:"));
  }
}
