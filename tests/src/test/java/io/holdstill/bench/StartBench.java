package io.holdstill.bench;

import io.holdstill.harness.Jdk;
import io.holdstill.harness.Jdks;
import java.io.IOException;

/**
 * What the agent adds to the start of a JVM: the time of a hello world from the start of its
 * process to its end, and its resident memory once it has said hello, each with the agent and
 * without, in turn, on each JDK.
 *
 * <pre>
 * mvn -B -q -Pbench -DskipTests package &amp;&amp; java @tests/target/bench.args \
 *     io.holdstill.bench.StartBench
 * </pre>
 */
public final class StartBench {
  private static final String GROUPS = "groups=com.acme.Store#put";

  private final Effort effort;
  private final Table times =
      new Table("hello world, ms", "bare", "with the agent", "added", "by groups=, more");
  private final Table memory = new Table("resident, MiB", "bare", "with the agent", "added");

  private StartBench(Effort effort) {
    this.effort = effort;
  }

  public static void main(String[] args) throws Exception {
    Effort effort = Effort.of(args);
    Machine.introduce("Start");
    new StartBench(effort).run();
  }

  private void run() throws IOException, InterruptedException {
    for (Jdk jdk : Jdks.all()) {
      time(jdk);
      look(jdk);
    }
    System.out.printf("median (min .. max) of %d starts, and of %d looks%n", starts(), looks());
    times.print();
    memory.print();
  }

  private int starts() {
    return effort.of(15, 2);
  }

  private int looks() {
    return effort.of(5, 1);
  }

  private void time(Jdk jdk) throws IOException, InterruptedException {
    Samples bare = new Samples();
    Samples armed = new Samples();
    Samples grouped = new Samples();
    for (int i = -1; i < starts(); i++) {
      double[] millis = {
        Start.bare(jdk).millis(), Start.armed(jdk, "").millis(), Start.armed(jdk, GROUPS).millis()
      };
      if (i >= 0) { // the first ones load the jars into the page cache
        bare.add(millis[0]);
        armed.add(millis[1]);
        grouped.add(millis[2]);
      }
    }
    times.row(
        jdk, bare.text(0), armed.text(0), armed.less(bare).text(0), grouped.less(armed).text(0));
  }

  private void look(Jdk jdk) throws IOException, InterruptedException {
    Samples bare = new Samples();
    Samples armed = new Samples();
    for (int i = 0; i < looks(); i++) {
      bare.add(Start.bare(jdk).residentMib());
      armed.add(Start.armed(jdk, "").residentMib());
    }
    memory.row(jdk, bare.text(1), armed.text(1), armed.less(bare).text(1));
  }
}
