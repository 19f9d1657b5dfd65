package io.holdstill.bench;

import io.holdstill.harness.Artifacts;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a journal costs the demo's writer (a group is a block of 4 KiB and an index entry): bare and
 * with a journal, in JVMs one after the other, each after a warm-up. Beside them what the bare
 * writer has left while another process keeps a core busy, which is what any second thread costs on
 * the machine.
 *
 * <pre>
 * mvn -B -q -Pbench -DskipTests package &amp;&amp; java @tests/target/bench.args \
 *     io.holdstill.bench.JournalBench
 * </pre>
 */
public final class JournalBench {
  private static final String GROUPS = "groups=io.holdstill.demo.Store#update";
  private static final Pattern GAPS = Pattern.compile("\"gaps\": \\[(.*?)\\]", Pattern.DOTALL);
  private static final String BESIDE = "bare, beside a busy core";

  private final Effort effort;
  private final Path work;
  private final Path journals;

  /** What each way is started with; null for no agent. */
  private final Map<String, String> ways = new LinkedHashMap<>();

  private JournalBench(Effort effort, Path work, Path journals) {
    this.effort = effort;
    this.work = work;
    this.journals = journals;
    String journal = GROUPS + ",journal=" + journals.resolve("journal");
    ways.put("bare", null);
    ways.put(BESIDE, null);
    ways.put("journal", journal);
    ways.put("stacks of groups", journal + ",journal-stacks=group");
    ways.put("stacks of writes", journal + ",journal-stacks=write");
  }

  public static void main(String[] args) throws Exception {
    Effort effort = Effort.of(args);
    Machine.introduce("Journal");
    for (Path where : List.of(Machine.memory(), Machine.temporary())) {
      try (Scratch work = Scratch.in(Machine.memory());
          Scratch journals = Scratch.in(where)) {
        System.out.println("The journal on " + Machine.fileSystem(where) + ", median (min .. max)");
        boolean memory = where.equals(Machine.memory());
        new JournalBench(effort, work.path, journals.path).run(memory);
      }
    }
  }

  /** On the disk only what depends on it. */
  private void run(boolean all) throws IOException, InterruptedException {
    Table table = new Table("", "groups/s", "of bare", "p50, us", "p99, us", "p99 of bare", "gaps");
    List<String> usual = List.of("bare", "journal");
    for (Jdk jdk : all ? Jdks.all() : List.of(Jdks.all().get(0))) {
      rows(table, jdk, 1, 20_000, usual);
      rows(table, jdk, 1, 0, all ? List.copyOf(ways.keySet()) : usual);
      if (all) {
        rows(table, jdk, 2, 20_000, usual);
        rows(table, jdk, 2, 0, usual);
      }
    }
    table.print();
  }

  private void rows(Table table, Jdk jdk, int threads, int rate, List<String> chosen)
      throws IOException, InterruptedException {
    Map<String, List<Samples>> figures = new LinkedHashMap<>();
    chosen.forEach(way -> figures.put(way, samples()));
    for (int i = 0; i < effort.of(3, 1); i++) {
      for (String way : chosen) {
        take(new DemoRun(jdk, ways.get(way), threads, rate), way, figures.get(way));
      }
    }
    List<Samples> bare = figures.get("bare");
    for (String way : chosen) {
      List<Samples> mine = figures.get(way);
      String speed = rate == 0 ? "flat out" : rate + "/s";
      table.row(
          jdk + ", " + threads + " thr., " + speed + ", " + way,
          mine.get(0).text(0),
          mine.get(0).over(bare.get(0)).text(2),
          mine.get(1).text(1),
          mine.get(2).text(1),
          mine.get(2).over(bare.get(2)).text(2),
          mine.get(3).text(0));
    }
  }

  private static List<Samples> samples() {
    return List.of(new Samples(), new Samples(), new Samples(), new Samples());
  }

  private void take(DemoRun run, String way, List<Samples> figures)
      throws IOException, InterruptedException {
    Path file = work.resolve("file");
    Path journal = journals.resolve("journal");
    Files.deleteIfExists(file);
    Commands.remove(journal);
    DemoRun.Figures measured;
    if (way.equals(BESIDE)) {
      try (BusyCore busy = new BusyCore()) {
        measured = run.measure(file, effort.of(4, 1), effort.of(4, 1));
      }
    } else {
      measured = run.measure(file, effort.of(4, 1), effort.of(4, 1));
    }
    figures.get(0).add(measured.perSecond());
    figures.get(1).add(measured.p50Micros());
    figures.get(2).add(measured.p99Micros());
    figures.get(3).add(Files.exists(journal) ? gaps(run.jdk(), journal) : 0);
  }

  /** Where the journal did not keep up. */
  private static double gaps(Jdk jdk, Path journal) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                jdk.java(),
                "-jar",
                Artifacts.agent().toString(),
                "journal",
                journal.toString(),
                "--json")
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes());
    Matcher gaps = GAPS.matcher(said);
    if (process.waitFor() != 0 || !gaps.find()) {
      throw new IOException("The journal " + journal + " could not be listed: " + said);
    }
    return gaps.group(1).split("\"lost\"").length - 1;
  }
}
