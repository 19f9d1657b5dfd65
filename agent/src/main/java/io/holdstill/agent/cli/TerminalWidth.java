package io.holdstill.agent.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** How many columns the terminal has; Java has no way to ask, so {@code stty} is. */
final class TerminalWidth {
  private static final int USUAL = 80;
  private static final int LEAST = 40;

  private TerminalWidth() {}

  static int columns() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return stty.waitFor(1, TimeUnit.SECONDS) ? columns(stty) : USUAL;
    } catch (IOException e) {
      return USUAL;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL;
    }
  }

  private static int columns(Process stty) throws IOException {
    String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    return columns(size);
  }

  /**
   * @param size {@code ROWS COLUMNS}
   */
  static int columns(String size) {
    String[] numbers = size.trim().split(" ");
    boolean understood = numbers.length == 2 && numbers[1].matches("\\d{1,4}");
    int columns = understood ? Integer.parseInt(numbers[1]) : USUAL;
    return columns == 0 ? USUAL : Math.max(LEAST, columns);
  }
}
