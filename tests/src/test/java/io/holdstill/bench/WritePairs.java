package io.holdstill.bench;

import io.holdstill.harness.Jdk;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.runner.RunnerException;

/**
 * {@link WriteCosts} in a JVM without the agent and in one with it, again and again. A ratio is of
 * the medians of two JVMs that ran one after the other.
 */
final class WritePairs {
  private final Jmh jmh;
  private final Jdk jdk;
  private final int threads;
  private final Map<String, Samples> bare = new TreeMap<>();
  private final Map<String, Samples> armed = new TreeMap<>();
  private final Map<String, Samples> ratio = new TreeMap<>();

  WritePairs(Jmh jmh, Jdk jdk, int threads) {
    this.jmh = jmh;
    this.jdk = jdk;
    this.threads = threads;
  }

  void run() throws RunnerException {
    Map<String, Jmh.Measured> without = jmh.run(jdk, threads);
    Map<String, Jmh.Measured> with =
        jmh.run(
            jdk, threads, Armed.flag(LoadFile.GROUPS), "-D" + WriteCosts.EXPECT_ARMED + "=true");
    for (String write : without.keySet()) {
      Samples before = without.get(write).nanos();
      Samples after = with.get(write).nanos();
      of(bare, write).addAll(before);
      of(armed, write).addAll(after);
      of(ratio, write).add(after.median() / before.median());
    }
  }

  void tell(Table table, String name) {
    tell(table, name + ", 4 KiB", "write");
    tell(table, name + ", group of 4 KiB and 64 B", "update");
  }

  private void tell(Table table, String name, String write) {
    table.row(name, of(bare, write).text(0), of(armed, write).text(0), of(ratio, write).text(3));
  }

  private static Samples of(Map<String, Samples> samples, String write) {
    return samples.computeIfAbsent(write, any -> new Samples());
  }
}
