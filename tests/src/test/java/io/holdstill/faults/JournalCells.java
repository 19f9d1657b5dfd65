package io.holdstill.faults;

import io.holdstill.copy.Receipt;
import io.holdstill.copy.Request;
import io.holdstill.faults.boot.Effect;
import io.holdstill.faults.boot.Faulty;
import io.holdstill.faults.boot.Plan;
import io.holdstill.runtime.WriteGroup;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Scanner;
import javax.management.ObjectName;

/**
 * In the forked JVM: what the journal suffers. Whether it is whole is judged by what it is for: the
 * test is asked to replay it, and what comes of that must be the application's files as they were.
 */
final class JournalCells {
  private static final int GROUPS = 100;
  private static final int BRISK_GROUPS = 5;
  private static final int PIECE = 512 << 10;

  /** More than journal-buffer. */
  private static final int PIECES = 320;

  private static final long DEADLINE_NANOS = 60_000_000_000L;

  private final Path folder;
  private final Load load;
  private final Attempt attempt;
  private final Scanner answers = new Scanner(System.in);

  JournalCells(Path folder, Load load, Attempt attempt) {
    this.folder = folder;
    this.load = load;
    this.attempt = attempt;
  }

  /** What the agent says that its journal lacks; empty where it is whole. */
  static String gap() {
    String state = "" + Request.attribute("StateReason");
    return state.contains("the journal has a gap") ? state : "";
  }

  // ---- replayed

  /** A copy that stays, to be brought forward by the journal. */
  Path base(String name) {
    Path base = folder.resolve("base-" + name);
    attempt.request(base).take().orFail();
    return base;
  }

  /** The journal has all that the application did since then, and nothing else. */
  void requireReplayed(Path base, String mark) throws Exception {
    long[] groups = mark(mark);
    System.out.println("replay: " + base + " " + mark);
    Path replayed = Path.of(answers.nextLine());
    load.requireState(replayed.resolve(load.directory().getFileName()), groups);
    System.out.println("cell: replayed to " + mark);
  }

  private long[] mark(String name) throws Exception {
    long[] groups = load.rest();
    ManagementFactory.getPlatformMBeanServer()
        .invoke(
            new ObjectName("io.holdstill:type=Holdstill"),
            "mark",
            new Object[] {name},
            new String[] {String.class.getName()});
    load.goOn();
    awaitWritten(2); // in order: by the second the mark is in the journal
    return groups;
  }

  private void awaitWritten(int documents) {
    long since = System.nanoTime();
    Plan well = Faulty.begin(new Plan(Effect.NONE, "journal:document", true, 1, true));
    while (well.seen() <= documents) {
      Attempt.require(System.nanoTime() - since < DEADLINE_NANOS, "the journal is not written");
      load.awaitProgress(1);
    }
    Faulty.mend();
  }

  // ---- suffered

  /** Nobody notices; a snapshot that is made meanwhile is none the worse. */
  void hang() throws Exception {
    for (Cell cell : Cell.JOURNAL_HANGING) {
      Plan plan = begin(cell);
      Receipt receipt = snapshot(plan);
      load.awaitBrisk(BRISK_GROUPS, 1_000 * MatrixProgram.JOURNAL_TIMEOUT_MILLIS);
      Faulty.mend();
      MatrixProgram.fits(cell, receipt, plan);
      awaitWritten(1);
      Attempt.require(gap().isEmpty(), cell + ": " + gap());
      told(cell);
    }
  }

  /** The record has a gap and says so; snapshots go on, and so does the record behind it. */
  void fail() throws Exception {
    for (Cell cell : Cell.JOURNAL_FAILING) {
      Plan plan = begin(cell);
      MatrixProgram.fits(cell, snapshot(plan), plan);
      Faulty.mend();
      Attempt.require(cell.tellsGap(gap()), cell + ": " + gap());
      awaitWritten(50); // it is tried again after a second, and the gap is written first
      told(cell);
    }
    overflow(Cell.JOURNAL_OVERFLOWING);
    Path behind = base("behind");
    load.awaitProgress(GROUPS);
    requireReplayed(behind, "behind");
  }

  /** Every write is made in full, though there is room for none of them any more. */
  private void overflow(Cell cell) throws Exception {
    Plan plan = begin(cell);
    Path file = folder.resolve("beside");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int i = 0; i < PIECES; i++) {
        try (WriteGroup group = WriteGroup.begin("large")) {
          int written = channel.write(ByteBuffer.allocate(PIECE));
          Attempt.require(written == PIECE, cell + ": " + written + " bytes");
        }
      }
      Attempt.require(channel.size() == (long) PIECES * PIECE, cell + ": " + channel.size());
    }
    Receipt receipt = snapshot(plan);
    load.awaitBrisk(BRISK_GROUPS, 1_000 * MatrixProgram.JOURNAL_TIMEOUT_MILLIS);
    Faulty.mend();
    MatrixProgram.fits(cell, receipt, plan);
    awaitWritten(1);
    told(cell);
  }

  private static Plan begin(Cell cell) {
    Plan plan = Faulty.begin(new Plan(cell.effect(), cell.kind(), true, 1, true));
    MatrixProgram.await(plan);
    return plan;
  }

  /** Of a moment at which the journal is suffering already. */
  private Receipt snapshot(Plan plan) throws Exception {
    Path copy = attempt.next();
    Receipt receipt = attempt.request(copy).take();
    attempt.judge(copy, receipt, plan);
    return receipt;
  }

  private void told(Cell cell) throws Exception {
    load.requireUntouched();
    System.out.println("cell: " + cell + " " + cell.verdict() + ", gap: '" + cell.gap() + "'");
  }
}
