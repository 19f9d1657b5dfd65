package io.holdstill.agent;

import java.io.PrintWriter;
import java.io.Writer;

/**
 * The first lines of a stack trace. What was thrown may be the application's, with a message of any
 * length, causes without end, and methods that throw themselves; the text is short all the same.
 */
final class FaultText {
  private static final int MOST_LINES = 60;
  private static final int MOST_CHARS = 16_000;

  private FaultText() {}

  static String of(Throwable fault) {
    Short text = new Short();
    try {
      fault.printStackTrace(new PrintWriter(text));
    } catch (Enough enough) {
      text.kept.append("\n\t... cut");
    } catch (Throwable itself) {
      text.kept.append(fault.getClass().getName()).append(", and to print it throws ");
      text.kept.append(itself.getClass().getName());
    }
    return text.kept.toString().stripTrailing();
  }

  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1;

    Enough() {
      super(null, null, false, false);
    }
  }

  private static final class Short extends Writer {
    final StringBuilder kept = new StringBuilder();
    private int lines;

    @Override
    public void write(char[] text, int from, int length) {
      for (int i = from; i < from + length; i++) {
        lines += text[i] == '\n' ? 1 : 0;
        if (lines >= MOST_LINES || kept.length() >= MOST_CHARS) {
          throw new Enough();
        }
        kept.append(text[i]);
      }
    }

    @Override
    public void flush() {
      // Nothing waits.
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
