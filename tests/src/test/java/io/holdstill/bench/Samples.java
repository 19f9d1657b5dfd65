package io.holdstill.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;

/** Figures of one kind, in the order in which they were taken. */
final class Samples {
  private final List<Double> values = new ArrayList<>();

  void add(double value) {
    values.add(value);
  }

  void addAll(Samples others) {
    values.addAll(others.values);
  }

  int size() {
    return values.size();
  }

  double median() {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  double min() {
    return values.stream().mapToDouble(value -> value).min().orElseThrow();
  }

  double max() {
    return values.stream().mapToDouble(value -> value).max().orElseThrow();
  }

  /** Each of these over its partner: what was taken in one round belongs together. */
  Samples over(Samples other) {
    return paired(other, (mine, theirs) -> mine / theirs);
  }

  Samples over(double one) {
    Samples shares = new Samples();
    values.forEach(value -> shares.add(value / one));
    return shares;
  }

  Samples less(Samples other) {
    return paired(other, (mine, theirs) -> mine - theirs);
  }

  private Samples paired(Samples other, DoubleBinaryOperator of) {
    if (values.size() != other.values.size()) {
      throw new IllegalArgumentException(
          values.size() + " figures cannot be paired with " + other.values.size());
    }
    Samples pairs = new Samples();
    for (int i = 0; i < values.size(); i++) {
      pairs.add(of.applyAsDouble(values.get(i), other.values.get(i)));
    }
    return pairs;
  }

  /** {@code median (min .. max)}; one figure alone, and a dash where there is none. */
  String text(int digits) {
    String number = "%." + digits + "f";
    return switch (values.size()) {
      case 0 -> "-";
      case 1 -> String.format(Locale.ROOT, number, median());
      default ->
          String.format(
              Locale.ROOT, number + " (" + number + " .. " + number + ")", median(), min(), max());
    };
  }
}
