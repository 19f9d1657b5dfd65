package io.holdstill.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
    assertEquals(11, outcome.of("SUCCESSFUL").size(), outcome::toString);
  }

  @JdkTest
  void whatIsLeftOutIsTold(Jdk jdk) {
    Kit.Outcome outcome = Kit.on(jdk).run(SAMPLES + "LeftOutSample");
    outcome.assertNone("FAILED");
    assertEquals(9, outcome.of("SUCCESSFUL").size(), outcome::toString);
    assertTrue(outcome.stderr().contains("holdstill: 1 points checked; left out"), outcome::stderr);
    List<String> aborted = outcome.of("ABORTED");
    assertEquals(1, aborted.size(), outcome::toString);
    assertTrue(aborted.get(0).contains("none of 2 points was checked"), outcome::toString);
  }

  @JdkTest
  void groupsThatAreOpenAsItBeginsOrEndsAreTold(Jdk jdk) {
    Kit.Outcome outcome = Kit.on(jdk).run(SAMPLES + "OpenGroupSample");
    outcome.assertNone("FAILED");
    assertEquals(6, outcome.of("SUCCESSFUL").size(), outcome::toString);
  }

  @JdkTest
  void whatIsWrittenAfterTheFirstQuestionIsNoSuccess(Jdk jdk) {
    Kit.Outcome outcome = Kit.on(jdk).run(SAMPLES + "AskedSample");
    outcome.assertNone("FAILED");
    assertEquals(8, outcome.of("SUCCESSFUL").size(), outcome::toString);
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
