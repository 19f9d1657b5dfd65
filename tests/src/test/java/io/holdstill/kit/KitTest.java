package io.holdstill.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.util.List;

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
  void theFaultyStoreFailsWhereItsIndexIsAhead(Jdk jdk) {
    Kit.Outcome outcome = Kit.on(jdk).run("io.holdstill.kit.faulty.StoreTest");
    List<String> failed = outcome.of("FAILED");
    assertEquals(3, failed.size(), outcome::toString);
    assertTrue(failed.get(0).contains("the index has record 0"), failed::toString);
    assertFalse(outcome.of("SUCCESSFUL").isEmpty(), outcome::toString);
  }

  @JdkTest
  void aJvmThatForbidsAttachingIsToldWhatToDo(Jdk jdk) {
    Kit.Outcome outcome =
        Kit.on(jdk).flags("-XX:+DisableAttachMechanism").run("io.holdstill.kit.mended.StoreTest");
    assertTrue(outcome.toString().contains("or start it with -javaagent:"), outcome::toString);
  }
}
