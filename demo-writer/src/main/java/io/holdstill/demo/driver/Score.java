package io.holdstill.demo.driver;

import io.holdstill.demo.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What one way achieved. */
final class Score {
  private final Way way;
  private final List<Verdict> verdicts = new ArrayList<>();
  private final List<Long> stallMicros = new ArrayList<>();
  private final List<Long> copyMicros = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();
  private int tries;
  private long updates;
  private long windowMicros;

  Score(Way way) {
    this.way = way;
  }

  void tried(WriterProcess.Stall stall, long micros) {
    tries++;
    updates += stall.updates();
    windowMicros += micros;
    stallMicros.add(stall.longestMicros());
  }

  void copied(int round, long micros, Verdict verdict) {
    copyMicros.add(micros);
    verdicts.add(verdict);
    if (!verdict.whole()) {
      troubles.add("copy " + round + ": " + String.join(";\n    ", verdict.findings()));
    }
  }

  void failed(int round, String message) {
    troubles.add("copy " + round + ": " + message);
  }

  Way way() {
    return way;
  }

  long updatesPerSecond() {
    return updates * 1_000_000 / Math.max(1, windowMicros);
  }

  int tries() {
    return tries;
  }

  /** Wrong copies and failed tries, in words. */
  List<String> troubles() {
    return troubles;
  }

  /** Copies of which that is true, as {@code "3/10"}; a try without a copy counts as not. */
  String share(Predicate<Verdict> what) {
    return verdicts.stream().filter(what).count() + "/" + tries;
  }

  String right() {
    return share(Verdict::whole);
  }

  List<Long> stallMicros() {
    return stallMicros;
  }

  List<Long> copyMicros() {
    return copyMicros;
  }
}
