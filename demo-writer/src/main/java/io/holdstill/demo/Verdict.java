package io.holdstill.demo;

import java.util.List;
import java.util.Locale;

/**
 * What the verifier found.
 *
 * @param framed the header is readable and the file as long as it should be
 * @param blocks how many blocks the file has by its header, 0 if that is not readable
 * @param tornBlocks blocks that are not as any single write left them, or not there
 * @param tornUpdates index entries that are torn, or that tell another update than their block
 * @param oneInstant one instant between two writes explains the whole file
 * @param updates the updates of each thread that the file shows
 * @param findings the first of each kind of damage, in words
 */
public record Verdict(
    boolean framed,
    int blocks,
    long tornBlocks,
    long tornUpdates,
    boolean oneInstant,
    List<Long> updates,
    List<String> findings) {

  public boolean whole() {
    return framed && tornBlocks == 0 && tornUpdates == 0 && oneInstant;
  }

  String inWords() {
    String counted =
        String.format(
            Locale.ROOT,
            "%s: %,d of %,d blocks torn, %,d updates torn, %s",
            whole() ? "WHOLE" : "NOT WHOLE",
            tornBlocks,
            blocks,
            tornUpdates,
            oneInstant ? "one instant explains it" : "no one instant explains it");
    return findings.isEmpty() ? counted : counted + "\n  " + String.join("\n  ", findings);
  }

  String json(String file) {
    StringBuilder list = new StringBuilder();
    for (String finding : findings) {
      list.append(list.length() == 0 ? "" : ",").append(quoted(finding));
    }
    return "{\"file\":"
        + quoted(file)
        + ",\"verdict\":\""
        + (whole() ? "WHOLE" : "NOT_WHOLE")
        + "\",\"framed\":"
        + framed
        + ",\"blocks\":"
        + blocks
        + ",\"tornBlocks\":"
        + tornBlocks
        + ",\"tornUpdates\":"
        + tornUpdates
        + ",\"oneInstant\":"
        + oneInstant
        + ",\"updates\":"
        + updates.toString().replace(" ", "")
        + ",\"findings\":["
        + list
        + "]}";
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
