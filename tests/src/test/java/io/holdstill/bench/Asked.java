package io.holdstill.bench;

import io.holdstill.copy.Receipt;
import io.holdstill.copy.Request;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** One snapshot asked of the agent in this JVM: its report, and how long each phase took. */
record Asked(Receipt receipt, double millis, Map<String, Double> phaseMillis) {
  private static final long LOOK_MILLIS = 1;

  /** The phases are looked at once a millisecond, so short ones may be missed. */
  static Asked snapshot(Path source, Path destination) {
    long since = System.nanoTime();
    long id = Request.of(source, destination).begin();
    Map<String, Double> phases = new TreeMap<>();
    long looked = since;
    Receipt receipt;
    do {
      String phase = Request.phase(id);
      receipt = Request.await(id, LOOK_MILLIS);
      long now = System.nanoTime();
      phases.merge(phase, (now - looked) / 1e6, Double::sum);
      looked = now;
    } while (receipt == null);
    return new Asked(receipt.orFail(), (System.nanoTime() - since) / 1e6, phases);
  }

  double number(String field) {
    return receipt.number(field);
  }

  double phaseMillis(String phase) {
    return phaseMillis.getOrDefault(phase, 0.0);
  }
}
