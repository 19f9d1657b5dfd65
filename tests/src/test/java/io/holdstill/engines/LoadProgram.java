package io.holdstill.engines;

import io.holdstill.copy.Receipt;
import io.holdstill.copy.Request;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs in the JVM with the agent: a bank under load, of which snapshots are taken. Tells for each
 * copy which transfers it must and may show.
 */
public final class LoadProgram {
  static final String COPY = "copy ";
  static final String END = "end ";
  private static final long TRANSFERS_BETWEEN = 30;

  private LoadProgram() {}

  /** Arguments: engine, seed, how many snapshots, an empty directory. */
  public static void main(String[] args) throws Exception {
    Path root = Path.of(args[3]);
    Path live = Files.createDirectory(root.resolve("live"));
    Bank bank = Engine.valueOf(args[0]).open(live);
    Tellers tellers = Tellers.start(bank, Long.parseLong(args[1]));
    for (int i = 0; i < Integer.parseInt(args[2]); i++) {
      tellers.awaitMore(TRANSFERS_BETWEEN);
      take(bank, tellers, live, root.resolve("copy-" + i));
    }
    tellers.stop();
    bank.close();
    String faults = Request.faults();
    if (!faults.isEmpty()) {
      throw new AssertionError("Holdstill has faults: " + faults);
    }
    System.out.println(END + new Books.Bounds(tellers.finished(), tellers.finished()));
  }

  private static void take(Bank bank, Tellers tellers, Path live, Path copy) throws Exception {
    long[] least = tellers.finished();
    bank.makeDurable();
    Receipt receipt = Request.of(live, copy).take().orFail();
    Books.Bounds bounds = new Books.Bounds(least, tellers.most());
    System.out.println(COPY + receipt.text("level") + " " + copy.resolve("live") + " " + bounds);
  }
}
