package io.holdstill.agent.cli;

import java.util.Locale;

/** Numbers for people: rounded, with the unit that leaves few digits. */
final class Quantities {
  private static final String[] BYTES = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

  private Quantities() {}

  static String bytes(double bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit < BYTES.length - 1) {
      value /= 1024;
      unit++;
    }
    return unit == 0 ? (long) value + " B" : decimal(value) + " " + BYTES[unit];
  }

  static String micros(long micros) {
    if (micros < 1_000) {
      return micros + " us";
    }
    if (micros < 1_000_000) {
      return decimal(micros / 1e3) + " ms";
    }
    return micros < 120_000_000 ? decimal(micros / 1e6) + " s" : decimal(micros / 6e7) + " min";
  }

  /** {@code 1 file}, {@code 2 files}. */
  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%.0f", value);
  }
}
