package io.holdstill.faults;

import io.holdstill.copy.Receipt;
import io.holdstill.copy.Request;
import io.holdstill.faults.boot.Effect;
import io.holdstill.faults.boot.Plan;
import io.holdstill.faults.boot.Times;
import java.nio.file.Path;
import java.util.Scanner;
import java.util.concurrent.locks.LockSupport;

/** Runs in the forked JVM: stops in the phase of a snapshot that it is told, line by line. */
public final class PhaseProgram {
  private static final long DEADLINE_NANOS = 60_000_000_000L;
  private static final long LONG_NANOS = 60_000_000_000L;

  /** Whoever is held again and again never ends so many without. */
  private static final int BRISK_GROUPS = 5;

  private static final long MAX_PAUSE_MICROS = 20_000;

  private final Load load;
  private final Attempt attempt;

  private PhaseProgram(Path folder) throws Exception {
    load = new Load(folder.resolve("source"), 2);
    attempt = new Attempt(folder, load);
    load.awaitProgress(20);
  }

  /** Arguments: a folder. */
  public static void main(String[] args) throws Exception {
    PhaseProgram program = new PhaseProgram(Path.of(args[0]));
    System.out.println("ready");
    Scanner lines = new Scanner(System.in);
    while (lines.hasNextLine()) {
      String[] words = lines.nextLine().split(" ");
      if (words[0].equals("return")) {
        return;
      }
      System.out.println(words[0] + ": " + program.perform(words));
    }
  }

  private String perform(String[] words) throws Exception {
    switch (words[0]) {
      case "stop" -> Times.stopAt(words[1]);
      case "begin" -> {
        return "" + attempt.request(Path.of(words[1])).with("detached", "true").begin();
      }
      case "stopped" -> {
        Times.awaitStopped();
        load.awaitProgress(20); // nobody is held
      }
      case "brisk" -> load.awaitBrisk(BRISK_GROUPS, MAX_PAUSE_MICROS);
      case "patient" -> Times.patienceIsOver(-10 * LONG_NANOS);
      case "go" -> Times.resume();
      case "await" -> {
        return "" + Request.await(Long.parseLong(words[1]), 30_000);
      }
      case "silent" -> beSilent();
      case "latest" -> {
        return "" + Attempt.latest(Path.of(words[1]));
      }
      case "good" -> good(Path.of(words[1]));
      case "right" -> right(Path.of(words[1]));
      case "untouched" -> load.requireUntouched();
      case "exit" -> System.exit(3);
      default -> throw new AssertionError(words[0]);
    }
    return "done";
  }

  /** Whoever asked is gone for so long that the request is cancelled. */
  private static void beSilent() {
    long since = System.nanoTime();
    for (int i = 1; !Times.wasCancelled(); i++) {
      Times.patienceIsOver(i * LONG_NANOS); // again: a call of theirs may be on its way still
      Attempt.require(System.nanoTime() - since < DEADLINE_NANOS, "it is not cancelled");
      LockSupport.parkNanos(1_000_000);
    }
    Times.patienceIsOver(0);
  }

  /** A copy that somebody has been told is consistent. */
  private void right(Path copy) throws Exception {
    Agent.verify(copy);
    load.requireCopy(copy);
    Attempt.remove(copy);
  }

  private void good(Path copy) throws Exception {
    Receipt receipt = attempt.request(copy).take().orFail();
    attempt.judge(copy, receipt, new Plan(Effect.NONE, "none", true, 1, true));
  }
}
