package io.holdstill.choke;

import io.holdstill.copy.Receipt;
import io.holdstill.copy.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * Runs in the forked JVM: threads change plots through the doors of one family while one snapshot
 * is taken after another, and every copy is judged.
 *
 * <p>Of each door there are two plots: one that all threads share, under a lock that is taken
 * inside the group, and one that belongs to one thread.
 */
public final class ChokeProgram {
  private static final int THREADS = 3;
  private static final long BETWEEN_OPERATIONS = 3;

  private final Random random;
  private final Path tree;
  private final Path directory;
  private final List<Plot> shared = new ArrayList<>();
  private final List<List<Plot>> own = new ArrayList<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile boolean stop;

  private ChokeProgram(String family, long seed, Path directory) throws IOException {
    this.random = new Random(seed);
    this.directory = directory;
    this.tree = Files.createDirectory(directory.resolve("tree"));
    for (int i = 0; i < THREADS; i++) {
      own.add(new ArrayList<>());
    }
    for (Map.Entry<String, Plot.Act> door : ChokePoints.of(family).entrySet()) {
      shared.add(plot("shared: " + door.getKey(), door.getValue()));
      own.get(random.nextInt(THREADS)).add(plot("own: " + door.getKey(), door.getValue()));
    }
  }

  /** Arguments: family, seed, how many snapshots, platform or virtual, an empty directory. */
  public static void main(String[] args) throws Exception {
    ChokeProgram program = new ChokeProgram(args[0], Long.parseLong(args[1]), Path.of(args[4]));
    program.run(Integer.parseInt(args[2]), Workers.of(args[3]));
  }

  private Plot plot(String door, Plot.Act act) throws IOException {
    Path home = tree.resolve("plot-" + random.nextInt(Integer.MAX_VALUE));
    return new Plot(home, door, act, random.nextLong());
  }

  private void run(int snapshots, Workers workers) throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (List<Plot> plots : own) {
      long seed = random.nextLong();
      threads.add(workers.start(() -> work(plots, seed)));
    }
    String torn = "";
    for (int i = 0; i < snapshots && torn.isEmpty() && failure.get() == null; i++) {
      torn = snapshot(directory.resolve("copy-" + i));
    }
    stop = true;
    for (Thread thread : threads) {
      thread.join();
    }
    conclude(snapshots, torn);
  }

  private void conclude(int snapshots, String torn) throws Exception {
    if (failure.get() != null) {
      throw new AssertionError("a writer failed", failure.get());
    }
    StringBuilder said = new StringBuilder(torn);
    long operations = 0;
    for (Plot plot : plots()) {
      operations += plot.operations();
      plot.close();
      String live = CopyCheck.differences(plot, plot.states.latest(), Description.of(plot.home));
      said.append(live.isEmpty() ? "" : "THE MODEL IS WRONG, or the files: " + live);
    }
    said.append(Request.faults());
    if (said.length() > 0) {
      throw new AssertionError(said.toString());
    }
    System.out.println("right: " + snapshots + " snapshots, " + operations + " operations");
  }

  private List<Plot> plots() {
    List<Plot> all = new ArrayList<>(shared);
    own.forEach(all::addAll);
    return all;
  }

  private void work(List<Plot> mine, long seed) {
    Random choice = new Random(seed);
    List<Plot> plots = new ArrayList<>(shared);
    plots.addAll(mine);
    try {
      while (!stop) {
        plots.get(choice.nextInt(plots.size())).change();
      }
    } catch (Throwable t) {
      failure.compareAndSet(null, t);
    }
  }

  /** Begins once every plot has been changed a few times since the last. */
  private String snapshot(Path copy) throws IOException {
    List<Plot> plots = plots();
    long[] since = new long[plots.size()];
    for (int i = 0; i < since.length; i++) {
      Plot plot = plots.get(i);
      long goal = plot.operations() + BETWEEN_OPERATIONS;
      while (plot.operations() < goal && failure.get() == null) {
        Thread.onSpinWait();
      }
      since[i] = plot.states.latest();
      plot.states.forgetBefore(since[i]);
    }
    Receipt receipt = Request.of(tree, copy).take().orFail();
    StringBuilder torn = new StringBuilder();
    for (int i = 0; i < since.length; i++) {
      Path home = copy.resolve("tree").resolve(plots.get(i).home.getFileName());
      torn.append(CopyCheck.of(plots.get(i), home, since[i]));
    }
    if (torn.length() > 0) {
      return torn + "of the snapshot: " + receipt + "\n";
    }
    remove(copy);
    return "";
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
