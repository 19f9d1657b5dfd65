package io.holdstill.bench;

import java.io.IOException;
import java.nio.file.Path;

/** Snapshots beside one load, each after a stretch without, and the figures of both. */
final class StallRounds {
  /** What removing the last copy left to do for the disk is not the next stretch's. */
  private static final long CALM_MILLIS = 100;

  final Samples heldMicros = new Samples();
  final Samples attempts = new Samples();
  final Samples gateMillis = new Samples();
  final Samples snapshotMillis = new Samples();
  final Samples searchMillis = new Samples();
  final Samples stallMillis = new Samples();
  final Samples controlStallMillis = new Samples();
  final Samples rate = new Samples();
  final Samples controlRate = new Samples();

  /** Snapshots that came to nothing; none of their figures is kept. */
  int brokenOff;

  private final LoadFile file;
  private final Load load;
  private final Path copy;
  private double lastMillis;

  StallRounds(LoadFile file, Load load, Path copy) {
    this.file = file;
    this.load = load;
    this.copy = copy;
  }

  /** The JIT compiler's own work is done, and the length of a snapshot is known, after this. */
  void warmUp(int times) throws IOException, InterruptedException {
    for (int i = 0; i < times; i++) {
      Thread.sleep(CALM_MILLIS);
      snapshot();
      clear();
    }
  }

  void round() throws IOException, InterruptedException {
    load.watch();
    Thread.sleep((long) lastMillis);
    Load.Seen without = load.seen();
    load.watch();
    Asked asked = snapshot();
    Load.Seen seen = load.seen();
    clear();
    if (asked.consistent()) {
      add(without, seen);
      add(asked);
    } else {
      brokenOff++;
    }
  }

  private void add(Load.Seen without, Load.Seen seen) {
    controlStallMillis.add(without.longestMillis());
    controlRate.add(without.updatesPerSecond());
    stallMillis.add(seen.longestMillis());
    rate.add(seen.updatesPerSecond());
  }

  private void add(Asked asked) {
    heldMicros.add(asked.number("heldMicros"));
    attempts.add(asked.number("attempts"));
    gateMillis.add(asked.number("longestStallMicros") / 1e3);
    snapshotMillis.add(asked.millis());
    searchMillis.add(asked.number("searchMicros") / 1e3);
  }

  private Asked snapshot() {
    Asked asked = Asked.snapshot(file.path, copy);
    lastMillis = asked.millis();
    return asked;
  }

  private void clear() throws IOException, InterruptedException {
    Commands.remove(copy);
    Thread.sleep(CALM_MILLIS);
  }
}
