package io.holdstill.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.holdstill.harness.Artifacts;
import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Runs tests by the launcher in a JVM of their own, with the class path of these tests. */
final class Kit {
  private static final Duration DEADLINE = Duration.ofSeconds(300);

  private final ForkedJvm.Builder builder;

  private Kit(ForkedJvm.Builder builder) {
    this.builder = builder;
  }

  static Kit on(Jdk jdk) {
    Path[] classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toArray(Path[]::new);
    ForkedJvm.Builder builder = ForkedJvm.on(jdk).classPath(classPath);
    return new Kit(builder.flags("-Dholdstill.jar=" + Artifacts.agent()));
  }

  Kit flags(String... flags) {
    builder.flags(flags);
    return this;
  }

  Kit agent(String options) {
    builder.agent(options);
    return this;
  }

  Outcome run(String... tests) {
    try (ForkedJvm jvm = builder.run(KitProgram.class, tests).start()) {
      int exit = jvm.awaitExit(DEADLINE);
      assertEquals(0, exit, () -> jvm.failure("the launcher did not come to its end").getMessage());
      return new Outcome(jvm.stdout(), jvm.stderr());
    }
  }

  /** What the launcher told. */
  record Outcome(String stdout, String stderr) {
    /** Display names and the first line of what was thrown, in order. */
    List<String> of(String status) {
      return stdout.lines().filter(line -> line.startsWith(status + " ")).toList();
    }

    void assertNone(String status) {
      assertEquals(List.of(), of(status), this::toString);
    }

    @Override
    public String toString() {
      return stdout + "\n-- stderr:\n" + stderr;
    }
  }
}
