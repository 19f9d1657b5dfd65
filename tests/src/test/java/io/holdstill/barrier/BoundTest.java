package io.holdstill.barrier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Artifacts;
import io.holdstill.harness.Cli;
import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nobody is held past max-pause: by the writers' own clocks, against what the same machine shows
 * just before and just after without a request. A machine may hiccup in the one window and not in
 * the others, so each scene is played up to {@link #ROUNDS} times; a barrier that holds too long
 * does so in every round.
 */
class BoundTest {
  private static final int ROUNDS = 3;
  private static final int CONTROL_WRITES = 250;

  /** For what the scheduler adds to a hold: a held thread is woken and waits for a core. */
  private static final long SLACK_MICROS = 20_000;

  @TempDir Path directory;
  private Path source;
  private int requests;

  @BeforeEach
  void makeSource() throws IOException {
    source = Files.createDirectory(directory.resolve("source"));
  }

  @JdkTest
  void anOpenGroupOfTwoSecondsHoldsNobody(Jdk jdk) {
    try (ForkedJvm jvm = start(jdk)) {
      inBounds(
          5_000,
          () -> {
            jvm.send("open");
            jvm.awaitLine("opened");
            Window held = during(jvm, () -> refused(jdk, jvm));
            jvm.send("end");
            jvm.awaitLine("ended");
            return held;
          },
          jvm);
      Cli.Result after = snapshot(jdk, jvm, "5ms", "30s");
      assertEquals(0, after.exit(), after::toString);
    }
  }

  /** Two seconds pass: that is the request's timeout. */
  private void refused(Jdk jdk, ForkedJvm jvm) {
    Cli.Result result = snapshot(jdk, jvm, "5ms", "2s");
    assertEquals(4, result.exit(), result::toString);
    String said = result.stdout() + result.stderr();
    for (String named : List.of("the-long-group", "the-long-thread", "openForLong")) {
      assertTrue(said.contains(named), () -> named + " is not named: " + result);
    }
  }

  @JdkTest
  void backToBackGroupsHoldNobodyTwiceInARow(Jdk jdk) {
    try (ForkedJvm jvm = start(jdk)) {
      inBounds(
          60_000, // more than the slack: two holds in a row would show
          () -> {
            jvm.send("busy 3 150000");
            Window held = during(jvm, () -> overBusyGroups(jdk, jvm));
            jvm.send("calm");
            return held;
          },
          jvm);
    }
  }

  /** Three threads whose groups last 150 ms: a hold of 60 ms hardly ever suffices. */
  private void overBusyGroups(Jdk jdk, ForkedJvm jvm) {
    Cli.Result result = snapshot(jdk, jvm, "60ms", "4s");
    assertTrue(result.exit() == 0 || result.exit() == 4, result::toString);
    if (result.exit() == 4) {
      String said = result.stdout() + result.stderr();
      assertTrue(said.contains("the-busy-group"), result::toString);
      assertTrue(said.contains("held meanwhile: "), result::toString);
      assertTrue(said.contains("would have served"), result::toString);
    }
  }

  private interface Scene {
    Window play();
  }

  /** The busy groups' own threads do not count: paced writers alone measure. */
  private void inBounds(long maxPauseMicros, Scene scene, ForkedJvm jvm) {
    List<String> rounds = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      Window before = window(jvm, CONTROL_WRITES);
      Window held = scene.play();
      Window control = before.or(window(jvm, CONTROL_WRITES));
      rounds.add("control " + control + ", with a request " + held);
      long bound = maxPauseMicros + SLACK_MICROS;
      if (held.longestMicros() < control.longestMicros() + bound
          && held.pairMicros() < control.pairMicros() + bound) {
        return;
      }
    }
    throw jvm.failure("held past " + maxPauseMicros + " us in every round: " + rounds);
  }

  private Window during(ForkedJvm jvm, Runnable request) {
    window(jvm, 0);
    request.run();
    return window(jvm, 0);
  }

  private static Window window(ForkedJvm jvm, int writes) {
    jvm.send("window " + writes);
    return Window.parse(jvm.awaitLine("window "));
  }

  private Cli.Result snapshot(Jdk jdk, ForkedJvm jvm, String maxPause, String timeout) {
    Path destination = directory.resolve("copy-" + requests++);
    return Cli.on(jdk)
        .run(
            "snapshot",
            "" + jvm.pid(),
            source.toString(),
            "--to",
            destination.toString(),
            "--max-pause",
            maxPause,
            "--timeout",
            timeout);
  }

  private ForkedJvm start(Jdk jdk) {
    ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .agent("reserve=0%")
            .classPath(Artifacts.runtime())
            .run(BoundProgram.class, source.toString())
            .start();
    jvm.awaitLine("ready");
    return jvm;
  }
}
