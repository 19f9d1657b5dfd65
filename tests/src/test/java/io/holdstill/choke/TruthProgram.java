package io.holdstill.choke;

import io.holdstill.copy.Receipt;
import io.holdstill.copy.Request;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs in the forked JVM, with a journal: threads change the same plots through any door while one
 * snapshot is taken after another, the first being the base. Tells the journal's number of each.
 */
public final class TruthProgram {
  static final String COPY = "copy ";
  private static final int THREADS = 3;
  private static final int PLOTS = 4;

  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final List<Plot> plots = new ArrayList<>();
  private volatile boolean stop;

  private TruthProgram() {}

  /** Arguments: seed, how many snapshots, the tree, which is empty, and where copies go. */
  public static void main(String[] args) throws Exception {
    new TruthProgram()
        .run(
            new Random(Long.parseLong(args[0])),
            Integer.parseInt(args[1]),
            Path.of(args[2]),
            Path.of(args[3]));
  }

  private void run(Random random, int snapshots, Path tree, Path copies) throws Exception {
    Plot.Act any = ChokePoints.of("mixed").get("mixed 1");
    for (int i = 0; i < PLOTS; i++) {
      plots.add(new Plot(tree.resolve("plot-" + i), "plot " + i, any, random.nextLong()));
    }
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Random choice = new Random(random.nextLong());
      threads.add(Workers.PLATFORM.start(() -> work(choice)));
    }
    for (int i = 0; i < snapshots && failure.get() == null; i++) {
      take(tree, copies.resolve("copy-" + i));
    }
    stop = true;
    for (Thread thread : threads) {
      thread.join();
    }
    if (failure.get() != null || !Request.faults().isEmpty()) {
      throw new AssertionError("faults: " + Request.faults(), failure.get());
    }
  }

  private static void take(Path tree, Path copy) {
    Receipt receipt = Request.of(tree, copy).take().orFail();
    System.out.println(COPY + receipt.number("group") + " " + copy);
  }

  private void work(Random choice) {
    try {
      while (!stop) {
        plots.get(choice.nextInt(plots.size())).change();
      }
    } catch (Throwable t) {
      failure.compareAndSet(null, t);
    }
  }
}
