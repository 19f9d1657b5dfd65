package io.holdstill.bench;

import java.io.IOException;
import java.nio.file.Path;

/**
 * How long writers stand still. A program writes flat out with 1, 8 and 64 threads (a group is a
 * write of 4 KiB and one of 64 bytes), and in the same JVM stretches without a request alternate
 * with snapshots, each asked through the MXBean. A stretch without is as long as the snapshot
 * before it; the longest update in it is what this machine's scheduler and disk do to the writers
 * anyway.
 *
 * <pre>
 * mvn -B -q -Pbench -DskipTests package &amp;&amp; java @tests/target/bench.args \
 *     io.holdstill.bench.StallBench
 * </pre>
 */
public final class StallBench {
  private static final int[] THREADS = {1, 8, 64};

  /** For each; with many threads on few cores a snapshot can take seconds. */
  private static final long MOST_NANOS = 65_000_000_000L;

  private final Path directory;
  private final Effort effort;
  private final Table stalls =
      new Table(
          "threads",
          "barrier held, us",
          "attempts",
          "longest update in a snapshot, ms",
          "in a stretch without, ms",
          "the difference, ms",
          "held at the gate, ms");
  private final Table rates =
      new Table(
          "threads",
          "rounds",
          "broken off",
          "snapshot, ms",
          "of it the search for a point",
          "updates/s in snapshots",
          "without",
          "ratio");

  private StallBench(Path directory, Effort effort) {
    this.directory = directory;
    this.effort = effort;
  }

  public static void main(String[] args) throws Exception {
    Effort effort = Effort.of(args);
    if (Armed.here(StallBench.class, LoadFile.GROUPS, args)) {
      try (Scratch scratch = Scratch.in(Machine.temporary())) {
        new StallBench(scratch.path, effort).run();
      }
    }
  }

  private void run() throws IOException, InterruptedException {
    int size = effort.of(128, 8);
    Machine.introduce("Stalls, a file of " + size + " MiB on " + Machine.fileSystem(directory));
    try (LoadFile file = LoadFile.create(directory.resolve("load.dat"), (long) size << 20)) {
      for (int threads : THREADS) {
        run(file, threads);
      }
    }
    System.out.println("median (min .. max)");
    stalls.print();
    rates.print();
  }

  private static boolean fits(long since, int rounds) {
    return rounds == 0 || System.nanoTime() - since < MOST_NANOS;
  }

  private void run(LoadFile file, int threads) throws IOException, InterruptedException {
    try (Load load = new Load(file, threads)) {
      load.updatesPerSecond(0);
      StallRounds rounds = new StallRounds(file, load, directory.resolve("copy"));
      rounds.warmUp(effort.of(3, 1));
      long since = System.nanoTime();
      for (int round = 0; round < effort.of(15, 2) && fits(since, round); round++) {
        rounds.round();
      }
      tell(threads, rounds);
    }
  }

  private void tell(int threads, StallRounds of) {
    stalls.row(
        threads,
        of.heldMicros.text(0),
        of.attempts.text(0),
        of.stallMillis.text(1),
        of.controlStallMillis.text(1),
        of.stallMillis.less(of.controlStallMillis).text(1),
        of.gateMillis.text(1));
    rates.row(
        threads,
        of.rate.size(),
        of.brokenOff,
        of.snapshotMillis.text(0),
        of.searchMillis.text(0),
        of.rate.text(0),
        of.controlRate.text(0),
        of.rate.over(of.controlRate).text(2));
  }
}
