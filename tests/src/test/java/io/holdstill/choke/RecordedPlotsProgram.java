package io.holdstill.choke;

import io.holdstill.testkit.Recording;
import io.holdstill.testkit.ReplayPoint;
import io.holdstill.testkit.ReplayPoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs in the forked JVM: threads change plots through the doors of one family while they are
 * recorded, and the files at every clean boundary are compared with what the plots' models were.
 */
public final class RecordedPlotsProgram {
  private static final int THREADS = 3;
  private static final String TIMES = ", changed [^,]*";

  private final Random random;
  private final Path tree;
  private final Map<String, Plot> plots = new TreeMap<>();
  private final List<Plot> shared = new ArrayList<>();
  private final List<List<Plot>> own = new ArrayList<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  private RecordedPlotsProgram(String family, long seed, Path directory) throws IOException {
    random = new Random(seed);
    tree = Files.createDirectory(directory.resolve("tree"));
    for (int i = 0; i < THREADS; i++) {
      own.add(new ArrayList<>());
    }
    int number = 0;
    for (Map.Entry<String, Plot.Act> door : ChokePoints.of(family).entrySet()) {
      own.get(number++ % THREADS).add(plot("own: " + door.getKey(), door.getValue()));
    }
    Plot.Act any = ChokePoints.of("mixed").get("mixed 1");
    shared.add(plot("shared: any", any));
  }

  /** Arguments: family, seed, changes of each thread, platform or virtual, an empty directory. */
  public static void main(String[] args) throws Exception {
    long seed = Long.parseLong(args[1]);
    RecordedPlotsProgram program = new RecordedPlotsProgram(args[0], seed, Path.of(args[4]));
    program.run(Integer.parseInt(args[2]), Workers.of(args[3]));
  }

  private Plot plot(String door, Plot.Act act) throws IOException {
    Plot plot = new Plot(tree.resolve("plot-" + plots.size()), door, act, random.nextLong());
    plots.put(door, plot);
    return plot;
  }

  private void run(int changes, Workers workers) throws Exception {
    try (Recording recording = Recording.start(tree)) {
      List<Thread> threads = new ArrayList<>();
      for (List<Plot> mine : own) {
        long seed = random.nextLong();
        threads.add(workers.start(() -> work(mine, changes, seed)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      conclude();
      Map<Long, Map<String, Long>> versions = versions(recording);
      recording.check(
          ReplayPoints.GROUP_ENDS, (files, point) -> judge(files, versions.get(point.number())));
      int clean = recording.points(ReplayPoints.GROUP_ENDS).size();
      System.out.println("right: " + clean + ", unclean " + recording.unclean().size());
      recording.unclean().stream()
          .map(ReplayPoint::unclean)
          .distinct()
          .forEach(System.out::println);
    }
  }

  private void work(List<Plot> mine, int changes, long seed) {
    Random choice = new Random(seed);
    try {
      for (int i = 0; i < changes; i++) {
        boolean together = choice.nextInt(8) == 0;
        (together ? shared.get(0) : mine.get(choice.nextInt(mine.size()))).change();
      }
    } catch (Throwable t) {
      failure.compareAndSet(null, t);
    }
  }

  private void conclude() throws IOException {
    if (failure.get() != null) {
      throw new AssertionError("a writer failed", failure.get());
    }
    StringBuilder wrong = new StringBuilder();
    for (Plot plot : plots.values()) {
      plot.close();
      wrong.append(differences(plot, plot.states.latest(), plot.home));
    }
    if (wrong.length() > 0) {
      throw new AssertionError("THE MODEL IS WRONG, or the files: " + wrong);
    }
  }

  /** By the number of the boundary: how many groups of each plot had ended. */
  private static Map<Long, Map<String, Long>> versions(Recording recording) {
    List<ReplayPoint> all = new ArrayList<>(recording.points(ReplayPoints.GROUP_ENDS));
    all.addAll(recording.unclean());
    all.sort((one, other) -> Long.compare(one.number(), other.number()));
    Map<Long, Map<String, Long>> versions = new HashMap<>();
    Map<String, Long> ended = new HashMap<>();
    for (ReplayPoint point : all) {
      ended.merge(point.group(), 1L, Long::sum);
      versions.put(point.number(), new HashMap<>(ended));
    }
    return versions;
  }

  private void judge(Path files, Map<String, Long> ended) throws IOException {
    StringBuilder wrong = new StringBuilder();
    for (Plot plot : plots.values()) {
      Path home = files.resolve(plot.home.getFileName());
      wrong.append(differences(plot, ended.getOrDefault(plot.door, 0L), home));
    }
    if (wrong.length() > 0) {
      throw new AssertionError(wrong.toString());
    }
  }

  private static String differences(Plot plot, long version, Path home) throws IOException {
    String wanted = timeless(plot.states.at(version));
    String found = timeless(Description.of(home));
    return wanted.equals(found)
        ? ""
        : "\n%s, version %d:\n wanted %s\n found  %s".formatted(plot.door, version, wanted, found);
  }

  private static String timeless(Map<String, String> state) {
    return state.toString().replaceAll(TIMES, "");
  }
}
