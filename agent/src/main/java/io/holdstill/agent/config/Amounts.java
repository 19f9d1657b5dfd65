package io.holdstill.agent.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers with a unit: durations ({@code 20ms}), sizes ({@code 64KiB}), shares ({@code 5%}). The
 * arithmetic is in 64-bit nanoseconds and bytes and refuses what does not fit, so that no value
 * wraps around into a small one.
 */
public final class Amounts {
  private static final Pattern NUMBER = Pattern.compile("(\\d+)([A-Za-z]*)");
  private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)%");
  private static final Map<String, Long> NANOS = new LinkedHashMap<>();
  private static final Map<String, Long> BYTES = new LinkedHashMap<>();

  static {
    NANOS.put("ns", 1L);
    NANOS.put("us", 1_000L);
    NANOS.put("ms", 1_000_000L);
    NANOS.put("s", 1_000_000_000L);
    NANOS.put("m", 60_000_000_000L);
    NANOS.put("h", 3_600_000_000_000L);
    BYTES.put("B", 1L);
    BYTES.put("KiB", 1L << 10);
    BYTES.put("MiB", 1L << 20);
    BYTES.put("GiB", 1L << 30);
    BYTES.put("TiB", 1L << 40);
  }

  private Amounts() {}

  /**
   * @throws IllegalArgumentException saying what is wrong with the text and how to mend it
   */
  public static Duration duration(String text) {
    return Duration.ofNanos(amount(text, NANOS, "20ms"));
  }

  /**
   * @throws IllegalArgumentException saying what is wrong with the text and how to mend it
   */
  public static long size(String text) {
    return amount(text, BYTES, "64MiB");
  }

  /** A share from above 0% to 100%, as a fraction of one. */
  public static double share(String text) {
    double share = fraction(text);
    if (share <= 0 || share > 1) {
      throw new IllegalArgumentException("out of range; write more than 0% and at most 100%");
    }
    return share;
  }

  static double fraction(String text) {
    Matcher matcher = SHARE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a share; write a percentage, for example 5%");
    }
    return new BigDecimal(matcher.group(1)).movePointLeft(2).doubleValue();
  }

  /** As a user would write it, exactly: {@code 100ms}, {@code 90s}. */
  public static String text(Duration duration) {
    return text(duration.toNanos(), NANOS, "ns");
  }

  /** As a user would write it, exactly: {@code 8MiB}, {@code 1000B}. */
  public static String text(long bytes) {
    return text(bytes, BYTES, "B");
  }

  private static String text(long amount, Map<String, Long> units, String smallest) {
    String best = amount + smallest;
    for (Map.Entry<String, Long> unit : units.entrySet()) {
      if (amount != 0 && amount % unit.getValue() == 0) {
        best = amount / unit.getValue() + unit.getKey();
      }
    }
    return best;
  }

  private static long amount(String text, Map<String, Long> units, String example) {
    Matcher matcher = NUMBER.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a whole number with a unit" + hint(units, example));
    }
    Long unit = units.get(matcher.group(2));
    if (unit == null) {
      String what = matcher.group(2).isEmpty() ? "a number needs its unit" : "unknown unit";
      throw new IllegalArgumentException(what + hint(units, example));
    }
    return product(matcher.group(1), unit);
  }

  private static long product(String digits, long unit) {
    try {
      return Math.multiplyExact(Long.parseLong(digits), unit);
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException("too large to be counted; write a smaller one", e);
    }
  }

  private static String hint(Map<String, Long> units, String example) {
    return "; write for example " + example + " (units: " + String.join(", ", units.keySet()) + ")";
  }
}
