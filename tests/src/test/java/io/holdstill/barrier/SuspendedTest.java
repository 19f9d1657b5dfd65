package io.holdstill.barrier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Artifacts;
import io.holdstill.harness.Cli;
import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import io.holdstill.harness.Spawned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Whoever asks may be stopped at any point: it prolongs no hold and leaves nothing behind. */
class SuspendedTest {
  private static final long DEADLINE_NANOS = 60_000_000_000L;
  private static final long SLACK_MICROS = 300_000;

  @TempDir Path directory;
  private Path source;

  @BeforeEach
  void makeSource() throws IOException {
    source = Files.createDirectory(directory.resolve("source"));
  }

  /** Parked for 3 s with the barrier raised; the slack is a tenth of that. */
  @JdkTest
  void aParkedRequesterHoldsNobodyPastMaxPause(Jdk jdk) {
    Path agent = ParkingProbe.build(directory);
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .flags("-javaagent:" + agent + "=reserve=0%")
            .expecting("ARMED")
            .classPath(Artifacts.runtime())
            .run(SuspendedProgram.class, source.toString())
            .start()) {
      jvm.awaitLine("ready");
      Window control = window(jvm, 200);
      jvm.send("request");
      String report = jvm.awaitLine("report ");
      Window held = window(jvm, 0);
      String[] fields = report.split(" ");
      assertEquals("CONSISTENT", fields[1], report);
      assertTrue(Long.parseLong(fields[2]) > 16, () -> "the attempt was not void: " + report);
      assertTrue(
          held.longestMicros() < 20_000 + control.longestMicros() + SLACK_MICROS,
          () -> jvm.failure(control + " " + held).getMessage());
    }
  }

  /** A group is open, so the request waits; nobody asks about it, because who should is stopped. */
  @JdkTest
  void aStoppedCommandIsForgotten(Jdk jdk) {
    Path copy = directory.resolve("copy");
    Path partial = directory.resolve("copy.partial");
    try (ForkedJvm jvm = bound(jdk);
        Spawned command =
            Cli.on(jdk)
                .start("snapshot", "" + jvm.pid(), "" + source, "--to", "" + copy, "--json")) {
      await(() -> Files.exists(partial), jvm, "the request begins");
      command.signal("STOP");
      window(jvm, 100);
      await(() -> !Files.exists(partial), jvm, "the request is cleaned up");
      window(jvm, 100);
      assertFalse(Files.exists(copy));
      jvm.send("end");
      jvm.awaitLine("ended");
      Cli.Result next = Cli.on(jdk).run("snapshot", "" + jvm.pid(), "" + source, "--to", "" + copy);
      assertEquals(0, next.exit(), next::toString);
      command.signal("CONT");
      assertNotEquals(0, command.awaitExit(), () -> command.failure("it succeeded?").getMessage());
    }
  }

  private ForkedJvm bound(Jdk jdk) {
    ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .agent("reserve=0%")
            .classPath(Artifacts.runtime())
            .run(BoundProgram.class, source.toString())
            .start();
    jvm.awaitLine("ready");
    jvm.send("open");
    jvm.awaitLine("opened");
    return jvm;
  }

  private static Window window(ForkedJvm jvm, int writes) {
    jvm.send("window " + writes);
    return Window.parse(jvm.awaitLine("window "));
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition, ForkedJvm jvm, String what) {
    long since = System.nanoTime();
    while (!condition.holds()) {
      if (System.nanoTime() - since > DEADLINE_NANOS) {
        throw jvm.failure("waited in vain: " + what);
      }
      LockSupport.parkNanos(5_000_000);
    }
  }
}
