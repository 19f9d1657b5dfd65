package io.holdstill.bench;

import io.holdstill.copy.Receipt;
import io.holdstill.copy.Request;
import java.nio.file.Path;

/** One snapshot asked of the agent in this JVM, by the asker's clock and by its report. */
record Asked(Receipt receipt, double millis) {
  static Asked snapshot(Path source, Path destination) {
    long since = System.nanoTime();
    Receipt receipt = Request.of(source, destination).take();
    return new Asked(receipt, (System.nanoTime() - since) / 1e6);
  }

  /** Broken off is a result, which is counted; anything else but consistent ends the benchmark. */
  boolean consistent() {
    return !receipt.verdict().equals("BROKEN_OFF") && receipt.orFail().consistent();
  }

  double number(String field) {
    return receipt.number(field);
  }
}
