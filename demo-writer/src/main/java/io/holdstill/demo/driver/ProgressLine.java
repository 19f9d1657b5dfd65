package io.holdstill.demo.driver;

import java.io.IOException;
import java.io.PrintStream;

/** One line that is written over, on a terminal; nothing in a pipe. */
final class ProgressLine {
  private static final int WIDTH = 78;

  private final PrintStream terminal;

  private ProgressLine(PrintStream terminal) {
    this.terminal = terminal;
  }

  /** On standard error, so that the table can be redirected. */
  static ProgressLine open() throws InterruptedException {
    return new ProgressLine(isTerminal() ? System.err : null);
  }

  /** {@code System.console()} answers for input and output together, and not always for either. */
  private static boolean isTerminal() throws InterruptedException {
    try {
      return new ProcessBuilder("test", "-t", "2").inheritIO().start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  void show(String what) {
    if (terminal != null) {
      terminal.print("\r" + what + " ".repeat(Math.max(0, WIDTH - what.length())));
      terminal.flush();
    }
  }

  void clear() {
    if (terminal != null) {
      terminal.print("\r" + " ".repeat(WIDTH) + "\r");
      terminal.flush();
    }
  }
}
