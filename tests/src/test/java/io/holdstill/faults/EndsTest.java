package io.holdstill.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Cli;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import io.holdstill.harness.Spawned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;

/** Whoever is killed, stopped or shut down, and in which phase of a snapshot. */
class EndsTest {
  /** A JVM that ends must not be kept by us. */
  private static final Duration END = Duration.ofSeconds(15);

  private static final long DEADLINE_NANOS = 60_000_000_000L;

  /** Longer than max-pause and copy-timeout together. */
  private static final long PAST_BOUNDS_NANOS = 100_000_000;

  @TempDir Path folder;

  /** An unfinished copy never passes for one, and the next request clears it away. */
  @JdkTest
  void theApplicationEndsInEveryPhase(Jdk jdk) throws IOException {
    List<Path> left = new ArrayList<>();
    List<String> ways = List.of("TERM", "exit", "return");
    for (int i = 0; i < Phased.PHASES.size(); i++) {
      ends(jdk, "KILL", Phased.PHASES.get(i), left);
      ends(jdk, ways.get((i + jdk.feature()) % 3), Phased.PHASES.get(i), left); // 17, 25: others
    }
    Path last = Files.createDirectory(folder.resolve("last"));
    try (Phased next = new Phased(jdk, last, "")) {
      for (Path copy : left) {
        next.tell("good " + copy);
        assertFalse(Attempt.there(Attempt.partial(copy)), copy.toString());
      }
    }
  }

  private void ends(Jdk jdk, String way, String phase, List<Path> left) throws IOException {
    Path own = Files.createDirectory(folder.resolve(way + "-" + phase));
    Path copy = own.resolve("copy");
    try (Phased application = new Phased(jdk, own, "")) {
      application.stoppedAt(phase, copy);
      if (way.equals("KILL") || way.equals("TERM")) {
        application.jvm.signal(way);
      } else {
        application.jvm.send(way);
      }
      int exit = application.jvm.awaitExit(END);
      assertEquals(
          way.equals("KILL") ? 137 : way.equals("TERM") ? 143 : way.equals("exit") ? 3 : 0, exit);
    }
    assertFalse(Attempt.there(copy), copy.toString());
    left.add(copy);
  }

  @JdkTest
  void theRequesterIsToldThatTheApplicationEnded(Jdk jdk) {
    Path copy = folder.resolve("copy");
    try (Phased application = new Phased(jdk, folder, "")) {
      application.tell("stop copying");
      try (Spawned command = snapshot(jdk, application, copy)) {
        application.tell("stopped");
        application.jvm.send("exit");
        assertEquals(3, application.jvm.awaitExit(END));
        assertEquals(1, command.awaitExit(), () -> command.failure("exit").getMessage());
        assertTrue(command.stderr().contains("was lost"), command::stderr);
        assertTrue(command.stderr().contains("DEST.partial"), command::stderr);
      }
    }
    assertFalse(Attempt.there(copy));
  }

  /** After the last look at whether it was cancelled a request comes to its end. */
  @JdkTest
  void theRequesterIsKilledInEveryPhase(Jdk jdk) {
    try (Phased application = new Phased(jdk, folder, "")) {
      for (String phase : Phased.PHASES) {
        Path copy = folder.resolve("copy-" + phase);
        application.tell("stop " + phase);
        try (Spawned command = snapshot(jdk, application, copy)) {
          application.tell("stopped");
          command.signal("KILL");
          command.awaitExit();
        }
        application.tell("silent");
        application.tell("go");
        String receipt = application.tell("latest " + copy);
        boolean late = phase.equals("publish");
        assertTrue(receipt.contains(late ? "verdict=CONSISTENT" : "verdict=CANCELLED"), receipt);
        assertEquals(late, Attempt.there(copy), receipt);
        assertFalse(Attempt.there(Attempt.partial(copy)), receipt);
      }
      application.tell("untouched");
    }
  }

  /** Past every bound: whoever asked gets a copy all the same, and it is right. */
  @JdkTest
  void theApplicationIsSuspendedInEveryPhase(Jdk jdk) throws IOException {
    try (Phased application = new Phased(jdk, folder, "")) {
      for (String phase : Phased.PHASES) {
        Path copy = folder.resolve("copy-" + phase);
        application.tell("stop " + phase);
        try (Spawned command = snapshot(jdk, application, copy)) {
          application.tell("stopped");
          application.jvm.signal("STOP");
          awaitSuspended(application.jvm.pid());
          LockSupport.parkNanos(PAST_BOUNDS_NANOS);
          application.jvm.signal("CONT");
          application.tell("brisk");
          application.tell("go");
          answersWell(command, application, copy);
        }
      }
      application.tell("untouched");
    }
  }

  /**
   * The one that is stopped holds nobody, and is told the truth when it goes on: what it asked for
   * has been made meanwhile, or was cancelled because it did not ask for so long.
   */
  @JdkTest
  void theRequesterIsSuspendedInEveryPhase(Jdk jdk) throws IOException {
    try (Phased application = new Phased(jdk, folder, "")) {
      for (int i = 0; i < Phased.PHASES.size(); i++) {
        boolean forgotten = (i + (jdk.feature() > 17 ? 1 : 0)) % 2 == 0; // 17, 25: the other one
        requesterIsSuspended(jdk, application, Phased.PHASES.get(i), forgotten);
      }
      application.tell("untouched");
    }
  }

  private void requesterIsSuspended(Jdk jdk, Phased application, String phase, boolean forgotten)
      throws IOException {
    Path copy = folder.resolve("copy-" + phase);
    application.tell("stop " + phase);
    try (Spawned command = snapshot(jdk, application, copy)) {
      application.tell("stopped");
      if (!forgotten) {
        application.tell("patient"); // before it is silent
      }
      command.signal("STOP");
      awaitSuspended(command.pid());
      application.tell("brisk");
      if (forgotten) {
        application.tell("silent");
      }
      application.tell("go");
      String receipt = application.tell("latest " + copy);
      boolean made = !forgotten || phase.equals("publish");
      assertTrue(receipt.contains(made ? "verdict=CONSISTENT" : "verdict=CANCELLED"), receipt);
      assertEquals(made, Attempt.there(copy), receipt);
      assertFalse(Attempt.there(Attempt.partial(copy)), receipt);
      command.signal("CONT");
      if (made) {
        answersWell(command, application, copy);
      } else {
        assertEquals(1, command.awaitExit(), () -> command.failure("exit").getMessage());
        assertTrue(command.stderr().contains("cancelled"), command::stderr);
        assertFalse(Attempt.there(copy), command::stderr);
      }
    }
  }

  private static void answersWell(Spawned command, Phased application, Path copy) {
    assertEquals(0, command.awaitExit(), () -> command.failure("exit").getMessage());
    assertTrue(command.stdout().contains(copy.toString()), command::stdout);
    assertFalse(Attempt.there(Attempt.partial(copy)), command::stdout);
    application.tell("right " + copy);
  }

  private static void awaitSuspended(long pid) throws IOException {
    long since = System.nanoTime();
    while (!Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") T ")) {
      assertTrue(System.nanoTime() - since < DEADLINE_NANOS, "it runs on");
      LockSupport.parkNanos(1_000_000);
    }
  }

  private Spawned snapshot(Jdk jdk, Phased application, Path copy) {
    return Cli.on(jdk)
        .start(
            "snapshot",
            "" + application.jvm.pid(),
            "" + folder.resolve("source"),
            "--to",
            "" + copy);
  }
}
