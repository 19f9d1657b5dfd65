package io.holdstill.faults;

import io.holdstill.copy.Receipt;
import io.holdstill.copy.Request;
import io.holdstill.faults.boot.Effect;
import io.holdstill.faults.boot.Faulty;
import io.holdstill.faults.boot.Plan;
import io.holdstill.faults.boot.Times;
import io.holdstill.runtime.WriteGroup;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Runs in the forked JVM: the cells of the matrix, one after the other, with the journal on. */
public final class MatrixProgram {
  /** As the agent is told; a writer waits for no longer in any one call. */
  static final long MAX_PAUSE_MILLIS = 20;

  static final long COPY_TIMEOUT_MILLIS = 20;
  static final long JOURNAL_TIMEOUT_MILLIS = 20;

  private static final long HOURS_MILLIS = 5 * 3_600_000L;
  private static final int JUMPS = 100;

  /** Whoever is held again and again never ends so many without. */
  private static final int BRISK_GROUPS = 5;

  private final Load load;
  private final Attempt attempt;
  private final JournalCells journal;

  private MatrixProgram(Path folder) throws Exception {
    Faulty.roles(
        "" + folder.resolve("source"), "" + folder.resolve("copy"), "" + folder.resolve("journal"));
    load = new Load(folder.resolve("source"), 2);
    attempt = new Attempt(folder, load);
    journal = new JournalCells(folder, load, attempt);
  }

  public static void main(String[] args) throws Exception {
    MatrixProgram program = new MatrixProgram(Path.of(args[0]));
    program.load.awaitProgress(20);
    Path whole = program.journal.base("whole");
    program.copies();
    program.clockJumps();
    program.journal.hang();
    program.journal.requireReplayed(whole, "whole");
    program.journal.fail();
    program.load.requireUntouched();
    program.load.close();
    System.out.println("all cells");
  }

  private void copies() throws Exception {
    for (Cell cell : Cell.ENDING) {
      ends(cell);
    }
    for (Cell.Never never : Cell.NEVER) {
      happensNot(never);
    }
    noBuffers();
    for (Cell cell : Cell.HANGING) {
      hangs(cell, true);
      hangs(cell, false);
    }
  }

  /** By a thread of ours, for good. */
  private void ends(Cell cell) throws Exception {
    Plan plan = new Plan(cell.effect(), cell.kind(), true, 1, true);
    if (cell.kind().startsWith("journal:")) { // which is written whether there is a snapshot or not
      Faulty.begin(plan);
      await(plan);
    }
    Receipt receipt = attempt.suffer(plan);
    fits(cell, receipt, plan);
    attempt.suffer(new Plan(Effect.NONE, cell.kind(), true, 1, true)).orFail();
    told(cell, plan.suffered() + " times");
  }

  private void happensNot(Cell.Never never) throws Exception {
    Plan plan = Faulty.begin(new Plan(never.effect(), never.kind(), true, 1, true));
    long since = System.nanoTime();
    while (never.seen() && plan.seen() == 0) {
      Attempt.require(System.nanoTime() - since < 30_000_000_000L, never + ": none was seen");
      load.awaitProgress(1);
    }
    attempt.suffer(plan).orFail();
    Attempt.require(!plan.reached(), never + " happens: " + plan.victim());
    Attempt.require(plan.seen() > 0 == never.seen(), never + ": " + plan.seen() + " were seen");
    System.out.println(
        "never: " + never.effect() + " " + never.kind() + ", because " + never.because());
  }

  private void noBuffers() throws Exception {
    Path copy = attempt.next();
    Cell cell = Cell.NO_BUFFERS;
    Plan plan = Faulty.begin(new Plan(cell.effect(), cell.kind(), false, 1, true));
    Times.stopAt("copying");
    long id = attempt.request(copy).with("detached", "true").begin();
    Times.awaitStopped();
    load.awaitProgress(20);
    Times.resume();
    Receipt receipt = Request.await(id, 30_000);
    Faulty.mend();
    fits(cell, receipt, plan);
    attempt.judge(copy, receipt, plan);
    told(cell, plan.suffered() + " times");
  }

  /** It was suffered, and came to just what the cell says. */
  static void fits(Cell cell, Receipt receipt, Plan plan) {
    Attempt.require(plan.reached(), cell + " was not suffered");
    Attempt.require(receipt.verdict().equals(cell.verdict()), cell + ": " + receipt);
    Attempt.require(receipt.error().contains(cell.words()), cell + ": " + receipt);
    Attempt.require(
        receipt.error().isEmpty() == cell.words().isEmpty(), cell + " gives a reason: " + receipt);
  }

  private void told(Cell cell, String more) throws Exception {
    load.requireUntouched();
    Attempt.require(JournalCells.gap().isEmpty(), cell + ": " + JournalCells.gap());
    System.out.println(
        "cell: "
            + cell
            + " "
            + cell.verdict()
            + ", "
            + more
            + ", longest group "
            + load.worstMicros()
            + " us");
  }

  /**
   * While it hangs the application goes on, and the request says that it has not ended. Nobody
   * waits for what hangs: who had waited for copy-timeout would have broken the snapshot off.
   */
  private void hangs(Cell cell, boolean cancelled) throws Exception {
    Path copy = attempt.next();
    Plan plan = new Plan(cell.effect(), cell.kind(), true, 1, true);
    Faulty.begin(plan);
    // Detached: here too much is waited for before it is asked about.
    long id = attempt.request(copy).with("detached", "true").begin();
    await(plan);
    load.awaitBrisk(BRISK_GROUPS, 1_000 * (MAX_PAUSE_MILLIS + COPY_TIMEOUT_MILLIS));
    Attempt.require(Request.await(id, 1) == null, cell + " has ended");
    if (cancelled) {
      Attempt.require(Request.cancel(id), cell + " cannot be cancelled");
      load.awaitBrisk(BRISK_GROUPS, 1_000 * (MAX_PAUSE_MILLIS + COPY_TIMEOUT_MILLIS));
      Attempt.require(Request.await(id, 1) == null, cell + " has ended when it was cancelled");
    }
    Faulty.mend();
    Receipt receipt = Request.await(id, 30_000);
    Cell whole = new Cell(cell.effect(), cell.kind(), "CONSISTENT", "");
    fits(cancelled ? cell : whole, receipt, plan);
    attempt.judge(copy, receipt, plan);
    told(cancelled ? cell : whole, cancelled ? "cancelled" : "not cancelled");
  }

  static void await(Plan plan) {
    long since = System.nanoTime();
    while (!plan.reached()) {
      Attempt.require(System.nanoTime() - since < 30_000_000_000L, "not suffered: " + plan);
      LockSupport.parkNanos(100_000);
    }
  }

  /** By hours, both ways, as every phase begins and while a point is looked for. */
  private void clockJumps() throws Exception {
    for (long first : List.of(HOURS_MILLIS, -HOURS_MILLIS)) {
      AtomicInteger jumps = new AtomicInteger();
      Times.onPhase(() -> Times.jump(jumps.incrementAndGet() % 2 == 0 ? 0 : first));
      attempt.suffer(new Plan(Effect.NONE, ".*", true, 1, true)).orFail();
      Times.onPhase(null);
      Path copy = attempt.next();
      long id;
      try (WriteGroup group = WriteGroup.begin("open")) {
        id =
            FromElsewhere.call(
                () ->
                    attempt.request(copy).with("detached", "true").with("timeout", "120s").begin());
        while (!Request.phase(id).equals("waiting")) {
          LockSupport.parkNanos(100_000);
        }
        for (int i = 0; i < JUMPS; i++) {
          Times.jump(i % 2 == 0 ? first : 0);
          load.awaitProgress(1);
        }
      }
      Receipt receipt = Request.await(id, 30_000).orFail();
      attempt.judge(copy, receipt, new Plan(Effect.NONE, "clock", true, 1, true));
      Times.jump(0);
      System.out.println("cell: the clock jumps by " + first + " ms, " + jumps + " phases");
    }
  }
}
