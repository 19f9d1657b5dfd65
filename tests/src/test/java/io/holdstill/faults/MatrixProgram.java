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

/** Runs in the forked JVM: the cells of the matrix, one after the other, with the journal on. */
public final class MatrixProgram {
  private static final long HOURS_MILLIS = 5 * 3_600_000L;
  private static final int JUMPS = 100;
  private static final long HELD_MICROS = 1_000_000;

  private final Load load;
  private final Attempt attempt;

  private MatrixProgram(Path folder) throws Exception {
    Faulty.roles(
        "" + folder.resolve("source"), "" + folder.resolve("copy"), "" + folder.resolve("journal"));
    load = new Load(folder.resolve("source"), 2);
    attempt = new Attempt(folder, load);
  }

  public static void main(String[] args) throws Exception {
    MatrixProgram program = new MatrixProgram(Path.of(args[0]));
    program.load.awaitProgress(20);
    for (Cell cell : Cell.ENDING) {
      program.ends(cell);
    }
    program.noBuffers();
    for (Cell cell : Cell.HANGING) {
      program.hangs(cell, true);
      program.hangs(cell, false);
    }
    program.clockJumps();
    program.journalHangs();
    Attempt.require(!gap(), "there is a gap: " + Request.attribute("StateReason"));
    program.journalFails();
    program.load.requireUntouched();
    program.load.close();
    System.out.println("all cells");
  }

  private static boolean gap() {
    return ("" + Request.attribute("StateReason")).contains("the journal has a gap");
  }

  /** By a thread of ours, for good. */
  private void ends(Cell cell) throws Exception {
    Plan plan = new Plan(cell.effect(), cell.kind(), true, 1, true);
    Receipt receipt = attempt.suffer(plan);
    fits(cell, receipt, plan);
    attempt.suffer(new Plan(Effect.NONE, cell.kind(), true, 1, true)).orFail();
    told(cell, plan.suffered() + " times");
  }

  /** The writers wait for a buffer no longer than copy-timeout, though nobody copies. */
  private void noBuffers() throws Exception {
    Path copy = attempt.next();
    Plan plan = Faulty.begin(new Plan(Effect.EXHAUSTED, "pool:buffer", false, 1, true));
    Times.stopAt("copying");
    long id = attempt.request(copy).begin();
    Times.awaitStopped();
    load.awaitProgress(20);
    Times.resume();
    Receipt receipt = Request.await(id, 30_000);
    Faulty.mend();
    Cell cell = new Cell(Effect.EXHAUSTED, "pool:buffer", "BROKEN_OFF", "copy-timeout");
    fits(cell, receipt, plan);
    attempt.judge(copy, receipt, plan);
    told(cell, plan.suffered() + " times");
  }

  private static void fits(Cell cell, Receipt receipt, Plan plan) {
    boolean journal = cell.kind().startsWith("journal");
    Attempt.require(journal || plan.reached(), cell + " was not reached");
    Attempt.require(receipt.verdict().equals(cell.verdict()), cell + ": " + receipt);
    Attempt.require(receipt.error().contains(cell.words()), cell + ": " + receipt);
  }

  private void told(Cell cell, String more) {
    load.requireWell();
    System.out.println(
        "cell: "
            + cell.effect()
            + " "
            + cell.kind()
            + " "
            + cell.verdict()
            + ", "
            + more
            + ", longest group "
            + load.worstMicros()
            + " us");
  }

  /** While it hangs the application goes on, and the request says that it has not ended. */
  private void hangs(Cell cell, boolean cancelled) throws Exception {
    Path copy = attempt.next();
    Plan plan = new Plan(Effect.HANG, cell.kind(), true, 1, true);
    load.worstMicros();
    Faulty.begin(plan);
    long id = attempt.request(copy).begin();
    await(plan);
    load.awaitProgress(100);
    Attempt.require(Request.await(id, 1) == null, cell + " has ended");
    if (cancelled) {
      Attempt.require(Request.cancel(id), cell + " cannot be cancelled");
    }
    long worst = load.worstMicros();
    Attempt.require(worst < HELD_MICROS, cell + " held a writer for " + worst + " us");
    Faulty.mend();
    Receipt receipt = Request.await(id, 30_000);
    Attempt.require(
        receipt.verdict().equals(cancelled ? cell.verdict() : "CONSISTENT"), cell + ": " + receipt);
    attempt.judge(copy, receipt, plan);
    told(cell, cancelled ? "cancelled" : "not cancelled, CONSISTENT");
  }

  private static void await(Plan plan) {
    long since = System.nanoTime();
    while (!plan.reached()) {
      Attempt.require(System.nanoTime() - since < 30_000_000_000L, "not reached: " + plan);
      Thread.onSpinWait();
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
        id = FromElsewhere.call(() -> attempt.request(copy).begin());
        while (!Request.phase(id).equals("waiting")) {
          Thread.onSpinWait();
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

  /** Nobody notices; a snapshot that is made meanwhile is none the worse. */
  private void journalHangs() throws Exception {
    Path copy = attempt.next();
    Plan plan = Faulty.begin(new Plan(Effect.HANG, "journal:write", true, 1, true));
    await(plan);
    Receipt receipt = attempt.request(copy).take().orFail();
    load.awaitProgress(100);
    long worst = load.worstMicros();
    Faulty.mend();
    attempt.judge(copy, receipt, plan);
    Attempt.require(worst < HELD_MICROS, "a writer was held for " + worst + " us");
    System.out.println("cell: HANG journal:write CONSISTENT, longest group " + worst + " us");
  }

  /** The record has a gap and says so; snapshots go on. */
  private void journalFails() throws Exception {
    Plan plan = new Plan(Effect.EIO, "journal:write", true, 1, true);
    attempt.suffer(plan).orFail();
    await(plan);
    Attempt.require(gap(), "no gap is told: " + Request.attribute("StateReason"));
    Plan well = Faulty.begin(new Plan(Effect.NONE, "journal:write", true, 1, true));
    while (well.seen() < 50) {
      load.awaitProgress(1); // it is tried again after a second, and the gap is written first
    }
    Faulty.mend();
    System.out.println("cell: EIO journal:write CONSISTENT, and the gap is told");
  }
}
