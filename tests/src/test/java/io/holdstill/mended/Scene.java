package io.holdstill.mended;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.holdstill.harness.Artifacts;
import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Plays a program in a JVM with the agent. A claim of it that does not hold ends it with 1. */
final class Scene {
  private Scene() {}

  /** Asserts that it is armed, came to its end, and that the agent counted no fault of its own. */
  static void plays(Jdk jdk, String options, Class<?> program, Path directory, String... more) {
    List<String> arguments = new ArrayList<>(List.of(directory.toString()));
    arguments.addAll(List.of(more));
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .agent("reserve=0%" + options)
            .classPath(Artifacts.runtime())
            .run(program, arguments.toArray(String[]::new))
            .start()) {
      int exit = jvm.awaitExit();
      assertEquals(0, exit, () -> jvm.failure("A claim of the program does not hold.").toString());
      assertEquals("faults: ", jvm.awaitLine("faults: "), jvm::stderr);
    }
  }
}
