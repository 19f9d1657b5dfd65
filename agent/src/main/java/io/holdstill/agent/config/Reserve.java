package io.holdstill.agent.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Free space to leave on the destination's file system: the larger of a share of it and a number of
 * bytes. Written {@code max(5%,1GiB)}, {@code 5%} or {@code 1GiB}.
 *
 * @param share of the file system's size, 0 to 1
 * @param bytes at least this many
 */
public record Reserve(double share, long bytes) {
  private static final Pattern LARGER = Pattern.compile("max\\(([^,()]+),([^,()]+)\\)");

  static Reserve of(String text) {
    Matcher larger = LARGER.matcher(text);
    if (larger.matches()) {
      return new Reserve(share(larger.group(1).trim()), Amounts.size(larger.group(2).trim()));
    }
    if (text.startsWith("max")) {
      throw new IllegalArgumentException(
          "not understood; write max(SHARE,SIZE) as in max(5%,1GiB)");
    }
    return text.endsWith("%") ? new Reserve(share(text), 0) : new Reserve(0, Amounts.size(text));
  }

  /** Bytes to leave free on a file system of this size. */
  public long of(long fileSystemBytes) {
    return Math.max(bytes, (long) (share * fileSystemBytes));
  }

  private static double share(String text) {
    double share = Amounts.fraction(text);
    if (share >= 1) {
      throw new IllegalArgumentException("leaves no room for a snapshot; write less than 100%");
    }
    return share;
  }
}
