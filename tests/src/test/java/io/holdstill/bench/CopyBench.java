package io.holdstill.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How long a snapshot takes against {@code cp}: of a file that nobody writes, beside a writer of
 * 20,000 updates a second, and beside the same writer flat out (2 threads, an update is a write of
 * 4 KiB and one of 64 bytes). 256 MiB on the file systems of temporary files and of memory, and 4
 * GiB on the first. In every round each way is taken once, {@code cp} and snapshot in turn the
 * first, so that the ratios compare neighbours in time.
 *
 * <pre>
 * mvn -B -q -Pbench -DskipTests package &amp;&amp; java @tests/target/bench.args \
 *     io.holdstill.bench.CopyBench
 * </pre>
 */
public final class CopyBench {
  private static final long MIB = 1 << 20;

  private final Effort effort;

  private CopyBench(Effort effort) {
    this.effort = effort;
  }

  public static void main(String[] args) throws Exception {
    Effort effort = Effort.of(args);
    if (Armed.here(CopyBench.class, LoadFile.GROUPS, args)) {
      Machine.introduce("Copies");
      new CopyBench(effort).run();
    }
  }

  private void run() throws IOException, InterruptedException {
    int rounds = effort.of(5, 1);
    series(Machine.temporary(), effort.of(256, 8) * MIB, rounds, 40);
    series(Machine.memory(), effort.of(256, 8) * MIB, rounds, 30);
    series(Machine.temporary(), effort.of(4096, 16) * MIB, effort.of(3, 1), 90);
  }

  private void series(Path where, long bytes, int rounds, int seconds)
      throws IOException, InterruptedException {
    if (Files.getFileStore(where).getUsableSpace() < 3 * bytes) {
      System.out.printf(
          "%d MiB are left out: %s has not thrice as much free. Free some, and run again.%n%n",
          bytes / MIB, where);
      return;
    }
    try (Scratch scratch = Scratch.in(where);
        LoadFile file = LoadFile.create(scratch.path.resolve("load.dat"), bytes);
        Load load = new Load(file, 2)) {
      CopySeries series = new CopySeries(file, load, scratch.path);
      series.run(rounds, seconds);
      series.print(bytes / MIB + " MiB on " + Machine.fileSystem(where));
    }
  }
}
