package io.holdstill.endurance;

import io.holdstill.demo.Main;
import io.holdstill.demo.Verdict;
import io.holdstill.demo.Verifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Scanner;

/**
 * Runs in the JVM with the agent: the demo's writer, flat out, and beside it one who asks for
 * snapshots and has the demo's verifier judge them. He begins at a line of input.
 */
public final class StoreProgram {
  private final Path file;
  private List<Long> latest = List.of();

  private StoreProgram(Path file) {
    this.file = file;
  }

  /** Arguments: how many snapshots, an empty directory, and what the writer is to be told. */
  public static void main(String[] args) throws IOException {
    StoreProgram program = new StoreProgram(Path.of(args[1]).resolve("store.dat"));
    InputStream begin = System.in;
    PipedOutputStream orders = new PipedOutputStream();
    System.setIn(new PipedInputStream(orders));
    int count = Integer.parseInt(args[0]);
    new Thread(() -> program.ask(begin, count, orders), "asker").start();
    String[] line = {"write", program.file.toString(), "", "", "", "", "", ""};
    System.arraycopy(args, 2, line, 2, line.length - 2);
    Main.main(line);
  }

  private void ask(InputStream begin, int count, PipedOutputStream orders) {
    try {
      new Scanner(begin).nextLine();
      new Copies(file, file.getParent()).take(count, this::judge);
      orders.write("quit\n".getBytes(StandardCharsets.US_ASCII));
      orders.flush();
    } catch (Throwable t) {
      t.printStackTrace();
      System.exit(1);
    }
  }

  /** Whole, and no older than the copy before. */
  private String judge(Path copy) throws IOException {
    Verdict verdict = Verifier.verify(copy);
    if (!verdict.whole()) {
      return verdict.toString();
    }
    for (int i = 0; i < latest.size(); i++) {
      if (verdict.updates().get(i) < latest.get(i)) {
        return "older than the copy before it: " + verdict.updates() + ", before " + latest;
      }
    }
    latest = verdict.updates();
    return "";
  }
}
