package io.holdstill.bench;

import io.holdstill.harness.Jdk;
import io.holdstill.harness.Jdks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/**
 * What the gate costs a writer, by JMH, on each JDK, with 1 and 2 threads. First {@link GateCosts}:
 * in and out alone, beside a {@code ReentrantReadWriteLock} and an empty method. Then {@link
 * WriteCosts}: real writes in memory, in JVMs with the agent and without, in turn.
 *
 * <pre>
 * mvn -B -q -Pbench -DskipTests package &amp;&amp; java @tests/target/bench.args \
 *     io.holdstill.bench.GateBench
 * </pre>
 */
public final class GateBench {
  private static final int[] THREADS = {1, 2};
  private static final List<String> IN_AND_OUT =
      List.of("nothing", "readLock", "write", "group", "groupOfTwoWrites");
  private static final String[] HEADS = {
    "", "empty method", "read lock", "write", "group", "group of 2 writes"
  };

  private final Effort effort;
  private final Table nanos = new Table(HEADS);
  private final Table bytes = new Table(HEADS);
  private final Table writes = new Table("", "without agent", "with agent", "ratio");

  private GateBench(Effort effort) {
    this.effort = effort;
  }

  public static void main(String[] args) throws Exception {
    Effort effort = Effort.of(args);
    Machine.introduce("Gate");
    new GateBench(effort).run();
  }

  private void run() throws IOException, RunnerException {
    for (Jdk jdk : Jdks.all()) {
      for (int threads : THREADS) {
        inAndOut(jdk, threads);
        writes(jdk, threads);
      }
    }
    System.out.println("In and out, ns per operation and thread, median (min .. max)");
    nanos.print();
    System.out.println("In and out, bytes allocated per operation, at most");
    bytes.print();
    System.out.println(
        "Writes on "
            + Machine.fileSystem(Machine.memory())
            + ", ns per operation and thread, each to a file of its own; ratio by pair of JVMs");
    writes.print();
  }

  private static String name(Jdk jdk, int threads) {
    return jdk + ", " + threads + (threads == 1 ? " thread" : " threads");
  }

  private void inAndOut(Jdk jdk, int threads) throws RunnerException {
    Map<String, Jmh.Measured> measured =
        new Jmh(GateCosts.class, effort).run(jdk, threads, Armed.flag(""));
    List<String> times = new ArrayList<>(List.of(name(jdk, threads)));
    List<String> allocated = new ArrayList<>(times);
    for (String benchmark : IN_AND_OUT) {
      times.add(measured.get(benchmark).nanos().text(1));
      allocated.add("%.1f".formatted(measured.get(benchmark).bytes()));
    }
    nanos.row(times.toArray());
    bytes.row(allocated.toArray());
  }

  private void writes(Jdk jdk, int threads) throws RunnerException {
    WritePairs pairs = new WritePairs(new Jmh(WriteCosts.class, effort), jdk, threads);
    for (int pair = 0; pair < effort.of(2, 1); pair++) {
      pairs.run();
    }
    pairs.tell(writes, name(jdk, threads));
  }
}
