package io.holdstill.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code cp} against a snapshot of one file, beside one kind of writer. */
final class CopyDuel {
  /** The writer is at its pace, and the file is dirty, when the copy begins. */
  private static final long LEAD_MILLIS = 500;

  /** The report's names. */
  static final List<String> PHASES =
      List.of("prepareMicros", "searchMicros", "copyMicros", "sealMicros");

  final String writer;
  final Samples cpMillis = new Samples();
  final Samples syncMillis = new Samples();
  final Samples syncAllMillis = new Samples();
  final Samples snapshotMillis = new Samples();
  final Samples cpStallMillis = new Samples();
  final Samples snapshotStallMillis = new Samples();
  final Samples cpRate = new Samples();
  final Samples snapshotRate = new Samples();
  final Samples beforeImageMib = new Samples();

  /** Rounds whose snapshot came to nothing; none of their figures is kept. */
  int brokenOff;

  private final Map<String, Samples> phases = new TreeMap<>();
  private final long rate;
  private final LoadFile file;
  private final Load load;
  private final Path cp;
  private final Path snapshot;

  private record ByCp(double copied, double forced, double allForced, Load.Seen seen) {}

  private record BySnapshot(Asked asked, Load.Seen seen) {}

  /**
   * @param rate updates a second; 0 for flat out, less for none
   */
  CopyDuel(String writer, long rate, LoadFile file, Load load, Path directory) {
    this.writer = writer;
    this.rate = rate;
    this.file = file;
    this.load = load;
    this.cp = directory.resolve("cp.dat");
    this.snapshot = directory.resolve("snapshot");
  }

  Samples phase(String name) {
    return phases.computeIfAbsent(name, any -> new Samples());
  }

  /** Both ways once; nothing is kept. */
  void warmUp() throws IOException, InterruptedException {
    begin();
    Asked.snapshot(file.path, snapshot);
    Commands.millis("cp", file.path.toString(), cp.toString());
    end();
  }

  void round(boolean cpFirst) throws IOException, InterruptedException {
    ByCp before = cpFirst ? byCp() : null;
    BySnapshot taken = bySnapshot();
    ByCp copied = cpFirst ? before : byCp();
    if (taken.asked.consistent()) {
      add(copied);
      add(taken);
    } else {
      brokenOff++;
    }
  }

  private ByCp byCp() throws IOException, InterruptedException {
    begin();
    double copied = Commands.millis("cp", file.path.toString(), cp.toString());
    Load.Seen seen = load.seen();
    double forced = copied + Commands.millis("sync", cp.toString());
    double allForced = forced + Commands.syncFileSystem(cp);
    end();
    return new ByCp(copied, forced, allForced, seen);
  }

  private BySnapshot bySnapshot() throws IOException, InterruptedException {
    begin();
    Asked asked = Asked.snapshot(file.path, snapshot);
    Load.Seen seen = load.seen();
    end();
    return new BySnapshot(asked, seen);
  }

  private void add(ByCp way) {
    cpMillis.add(way.copied);
    syncMillis.add(way.forced);
    syncAllMillis.add(way.allForced);
    add(way.seen, cpStallMillis, cpRate);
  }

  private void add(BySnapshot way) {
    snapshotMillis.add(way.asked.millis());
    beforeImageMib.add(way.asked.number("beforeImageBytes") / (1 << 20));
    for (String phase : PHASES) {
      phase(phase).add(way.asked.number(phase) / 1e3);
    }
    add(way.seen, snapshotStallMillis, snapshotRate);
  }

  private void add(Load.Seen seen, Samples stallMillis, Samples updates) {
    if (rate >= 0) {
      stallMillis.add(seen.longestMillis());
      updates.add(seen.updatesPerSecond());
    }
  }

  private void begin() throws InterruptedException {
    if (rate >= 0) {
      load.updatesPerSecond(rate);
      Thread.sleep(LEAD_MILLIS);
    }
    load.watch();
  }

  /** The next copy begins beside a quiet disk. */
  private void end() throws IOException, InterruptedException {
    load.rest();
    Commands.remove(cp);
    Commands.remove(snapshot);
    Commands.syncFileSystem(file.path);
  }
}
