package io.holdstill.agent.replay;

/** Text that others chose, so that it can be printed: nothing in it is obeyed by a terminal. */
public final class Shown {
  private Shown() {}

  /** With an escape for each control and format character. */
  public static String text(String any) {
    StringBuilder shown = new StringBuilder();
    any.codePoints().forEach(c -> append(shown, c));
    return shown.toString();
  }

  /** True if a terminal may do something at it, or turn around what stands beside it. */
  public static boolean obeyed(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE;
  }

  private static void append(StringBuilder shown, int c) {
    if (obeyed(c)) {
      shown.append(String.format("\\u%04x", c));
    } else {
      shown.appendCodePoint(c);
    }
  }
}
