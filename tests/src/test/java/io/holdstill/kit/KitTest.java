package io.holdstill.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;

/** A user's tests, run as he runs them. */
class KitTest {
  private static final String SAMPLES = "io.holdstill.kit.samples.";

  @JdkTest
  void recordingsAreMadeInTheTestsOwnJvm(Jdk jdk) {
    Kit.Outcome outcome = Kit.on(jdk).run(SAMPLES + "RecordingSample");
    outcome.assertNone("FAILED");
    assertEquals(10, outcome.of("SUCCESSFUL").size(), outcome::toString);
  }

  @JdkTest
  void groupPatternsAreGivenOnFirstUse(Jdk jdk) {
    Kit.Outcome outcome = Kit.on(jdk).run(SAMPLES + "PatternSample");
    outcome.assertNone("FAILED");
    assertEquals(1, outcome.of("SUCCESSFUL").size(), outcome::toString);
  }

  @JdkTest
  void theAgentMayBeThereFromTheStart(Jdk jdk) {
    Kit.Outcome outcome = Kit.on(jdk).agent("").run(SAMPLES + "RecordingSample");
    outcome.assertNone("FAILED");
    assertEquals("", outcome.stderr());
  }

  @JdkTest
  void itsWarningCanBeAvoided(Jdk jdk) {
    Kit.Outcome outcome =
        Kit.on(jdk)
            .flags("-XX:+EnableDynamicAgentLoading")
            .run("io.holdstill.kit.mended.StoreTest");
    outcome.assertNone("FAILED");
    assertEquals("", outcome.stderr());
  }

  @JdkTest
  void aJvmThatForbidsAttachingIsToldWhatToDo(Jdk jdk) {
    Kit.Outcome outcome =
        Kit.on(jdk).flags("-XX:+DisableAttachMechanism").run("io.holdstill.kit.mended.StoreTest");
    assertTrue(outcome.toString().contains("or start it with -javaagent:"), outcome::toString);
  }
}
