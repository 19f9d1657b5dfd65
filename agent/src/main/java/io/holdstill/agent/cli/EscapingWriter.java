package io.holdstill.agent.cli;

import io.holdstill.agent.replay.Shown;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/**
 * Escapes in JSON what it need not: DEL and the C1 controls, which some terminals obey, and what
 * turns text around. They occur in strings alone, and a parser reads the same.
 */
final class EscapingWriter extends FilterWriter {
  EscapingWriter(Writer out) {
    super(out);
  }

  @Override
  public void write(int c) throws IOException {
    boolean plain = c < 0x7f || Character.isSurrogate((char) c) || !Shown.obeyed(c);
    if (plain) {
      out.write(c);
    } else {
      out.write(String.format("\\u%04x", c));
    }
  }

  @Override
  public void write(char[] text, int from, int length) throws IOException {
    for (int i = from; i < from + length; i++) {
      write(text[i]);
    }
  }

  @Override
  public void write(String text, int from, int length) throws IOException {
    for (int i = from; i < from + length; i++) {
      write(text.charAt(i));
    }
  }
}
