package io.holdstill.bench;

import io.holdstill.harness.Artifacts;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a journal costs the demo's writer (a group is a block of 4 KiB and an index entry): bare,
 * with the agent, with a journal, and with one that records stacks, in JVMs one after the other.
 *
 * <pre>
 * mvn -B -q -Pbench -DskipTests package &amp;&amp; java @tests/target/bench.args \
 *     io.holdstill.bench.JournalBench
 * </pre>
 */
public final class JournalBench {
  private static final String GROUPS = "groups=io.holdstill.demo.Store#update";
  private static final Pattern TOTAL = Pattern.compile("TOTAL .*updatesPerSecond=(\\d+)");
  private static final Pattern STALL = Pattern.compile("p50Micros=([\\d.]+) p99Micros=([\\d.]+)");

  private static final Pattern GAPS = Pattern.compile("\"gaps\": \\[(.*?)\\]", Pattern.DOTALL);

  /** What each way is started with; null for no agent. */
  private final Map<String, String> ways = new LinkedHashMap<>();

  private final Effort effort;
  private final Path work;
  private final Path journals;

  private JournalBench(Effort effort, Path work, Path journals) {
    this.effort = effort;
    this.work = work;
    this.journals = journals;
    String journal = "," + "journal=" + journals.resolve("journal");
    ways.put("bare", null);
    ways.put("agent", GROUPS);
    ways.put("journal", GROUPS + journal);
    ways.put("stacks of groups", GROUPS + journal + ",journal-stacks=group");
    ways.put("stacks of writes", GROUPS + journal + ",journal-stacks=write");
  }

  public static void main(String[] args) throws Exception {
    Effort effort = Effort.of(args);
    Machine.introduce("Journal");
    for (Path where : List.of(Machine.memory(), Machine.temporary())) {
      try (Scratch work = Scratch.in(Machine.memory());
          Scratch journals = Scratch.in(where)) {
        System.out.println("The journal on " + Machine.fileSystem(where) + ", median (min .. max)");
        new JournalBench(effort, work.path, journals.path).run();
      }
    }
  }

  private void run() throws IOException, InterruptedException {
    Table table =
        new Table("", "updates/s", "of bare", "p50, us", "p99, us", "p99 of bare", "gaps");
    for (Jdk jdk : Jdks.all()) {
      for (String rate : List.of("20000", "0")) {
        rows(table, jdk, rate);
      }
    }
    table.print();
  }

  private void rows(Table table, Jdk jdk, String rate) throws IOException, InterruptedException {
    Map<String, List<Samples>> figures = new LinkedHashMap<>();
    ways.keySet().forEach(way -> figures.put(way, samples()));
    for (int i = 0; i < effort.of(3, 1); i++) {
      for (String way : ways.keySet()) {
        take(jdk, rate, way, figures.get(way));
      }
    }
    List<Samples> bare = figures.get("bare");
    for (String way : ways.keySet()) {
      List<Samples> mine = figures.get(way);
      table.row(
          jdk + ", " + (rate.equals("0") ? "flat out" : rate + "/s") + ", " + way,
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

  private void take(Jdk jdk, String rate, String way, List<Samples> figures)
      throws IOException, InterruptedException {
    Path file = work.resolve("file");
    Files.deleteIfExists(file);
    Commands.remove(journals.resolve("journal"));
    String said = run(command(jdk, rate, ways.get(way), file));
    Matcher total = found(TOTAL, said);
    Matcher stall = found(STALL, said);
    figures.get(0).add(Double.parseDouble(total.group(1)));
    figures.get(1).add(Double.parseDouble(stall.group(1)));
    figures.get(2).add(Double.parseDouble(stall.group(2)));
    figures.get(3).add(ways.get(way) != null && ways.get(way).contains("journal=") ? gaps(jdk) : 0);
  }

  /** Where the journal did not keep up. */
  private double gaps(Jdk jdk) throws IOException, InterruptedException {
    String listed =
        run(
            List.of(
                jdk.java(),
                "-jar",
                Artifacts.agent().toString(),
                "journal",
                journals.resolve("journal").toString(),
                "--json"));
    return found(GAPS, listed).group(1).split("\"lost\"").length - 1;
  }

  private List<String> command(Jdk jdk, String rate, String options, Path file) {
    List<String> command = new ArrayList<>(List.of(jdk.java()));
    if (options != null) {
      command.add(Armed.flag(options));
    }
    command.addAll(List.of("-jar", Artifacts.demo().toString(), "write", file.toString()));
    command.addAll(List.of("--size", "64MiB", "--seconds", "" + effort.of(3, 1)));
    if (!rate.equals("0")) {
      command.addAll(List.of("--rate", rate));
    }
    return command;
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed: " + said);
    }
    return said;
  }

  private static Matcher found(Pattern wanted, String said) throws IOException {
    Matcher found = wanted.matcher(said);
    if (!found.find()) {
      throw new IOException("The writer said nothing of " + wanted + ": " + said);
    }
    return found;
  }
}
