package io.holdstill.demo.driver;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Measured times, as a reader likes them. */
final class Figures {
  private Figures() {}

  static String median(List<Long> micros) {
    if (micros.isEmpty()) {
      return "-";
    }
    List<Long> sorted = micros.stream().sorted().collect(Collectors.toList());
    int middle = sorted.size() / 2;
    boolean odd = sorted.size() % 2 == 1;
    return time(odd ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2);
  }

  static String longest(List<Long> micros) {
    return micros.isEmpty() ? "-" : time(Collections.max(micros));
  }

  private static String time(long micros) {
    if (micros < 1_000) {
      return micros + " us";
    }
    if (micros < 1_000_000) {
      return String.format(Locale.ROOT, micros < 100_000 ? "%.1f ms" : "%.0f ms", micros / 1e3);
    }
    return String.format(Locale.ROOT, "%.2f s", micros / 1e6);
  }
}
