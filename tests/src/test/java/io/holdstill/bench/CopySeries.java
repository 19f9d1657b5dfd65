package io.holdstill.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All ways of copying one file, round after round. */
final class CopySeries {
  private static final long IDLE = -1;
  private static final long FLAT_OUT = 0;

  private final List<CopyDuel> duels = new ArrayList<>();
  private final CopyDuel idle;

  CopySeries(LoadFile file, Load load, Path directory) {
    idle = new CopyDuel("nobody", IDLE, file, load, directory);
    duels.add(idle);
    duels.add(new CopyDuel("20,000 updates/s", 20_000, file, load, directory));
    duels.add(new CopyDuel("flat out", FLAT_OUT, file, load, directory));
  }

  /** Begins no round that would probably not end within the time. */
  void run(int rounds, int seconds) throws IOException, InterruptedException {
    long since = System.nanoTime();
    duels.get(1).warmUp();
    for (int done = 0; done < rounds; done++) {
      double passed = (System.nanoTime() - since) / 1e9;
      if (done > 0 && passed + passed / done > seconds) {
        return;
      }
      for (CopyDuel duel : duels) {
        duel.round(done % 2 == 0);
      }
    }
  }

  void print(String title) {
    System.out.println(title + ", median (min .. max) of " + idle.cpMillis.size() + " rounds");
    times();
    ratios();
    phases();
  }

  private void times() {
    Table table =
        new Table("who writes", "cp, ms", "cp and sync, ms", "cp and sync -f, ms", "snapshot, ms");
    for (CopyDuel duel : duels) {
      table.row(
          duel.writer,
          duel.cpMillis.text(0),
          duel.syncMillis.text(0),
          duel.syncAllMillis.text(0),
          duel.snapshotMillis.text(0));
    }
    table.print();
  }

  private void ratios() {
    Table table =
        new Table(
            "who writes",
            "snapshot / cp beside it",
            "/ cp and sync -f beside it",
            "/ cp and sync -f, idle file",
            "writers' longest update, cp, ms",
            "snapshot, ms");
    for (CopyDuel duel : duels) {
      table.row(
          duel.writer,
          duel.snapshotMillis.over(duel.cpMillis).text(2),
          duel.snapshotMillis.over(duel.syncAllMillis).text(2),
          duel.snapshotMillis.over(idle.syncAllMillis.median()).text(2),
          duel.cpStallMillis.text(1),
          duel.snapshotStallMillis.text(1));
    }
    table.print();
  }

  private void phases() {
    Table table =
        new Table(
            "phases of the snapshot, ms",
            "prepare",
            "search",
            "copy",
            "seal",
            "before-images, MiB",
            "broken off",
            "updates/s beside it",
            "beside cp");
    for (CopyDuel duel : duels) {
      table.row(
          duel.writer,
          duel.phase("prepareMicros").text(0),
          duel.phase("searchMicros").text(0),
          duel.phase("copyMicros").text(0),
          duel.phase("sealMicros").text(0),
          duel.beforeImageMib.text(0),
          duel.brokenOff,
          duel.snapshotRate.text(0),
          duel.cpRate.text(0));
    }
    table.print();
  }
}
