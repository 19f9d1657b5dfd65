package io.holdstill.oracle;

import io.holdstill.choke.ChokePoints;
import io.holdstill.choke.Plot;
import io.holdstill.choke.Workers;
import io.holdstill.runtime.WriteGroup;
import io.holdstill.runtime.WriteGrouped;
import io.holdstill.schedules.YieldPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * One hostile program. Its threads change all places in groups of every kind until the requesters
 * have had their snapshots. All but the order in which threads run follows from the seed.
 */
final class Hostile {
  private static final int MOST_THREADS = 32;
  private static final int MOST_STEPS = 3;

  /** For each thread, or two cores and one lock would have no time for snapshots. */
  private static final long PAUSE_NANOS = 6_000_000;

  private static final long DEADLINE_SECONDS = 120;
  private static final List<Moves.Maker> WAYS = List.copyOf(Moves.TABLE.values());

  final Path tree;
  final List<OrderedPlace> plots = new ArrayList<>();
  final List<Arena> arenas = new ArrayList<>();
  private final Random random;
  private final Workers workers;
  private final int threads;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final ExecutorService helpers;
  private volatile long pauseNanos = PAUSE_NANOS;
  private volatile int open = 1;
  private volatile boolean stop;

  /** An error of the application's own, which ends a group. */
  private static final class OnPurpose extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  Hostile(long seed, Path tree, int snapshots, boolean virtualThreads) throws IOException {
    this.random = new Random(seed * 0x9E3779B97F4A7C15L); // or neighbours begin alike
    this.tree = Files.createDirectory(tree);
    this.workers = virtualThreads && random.nextBoolean() ? Workers.VIRTUAL : Workers.PLATFORM;
    double most = random.nextDouble();
    this.threads = 1 + (int) (MOST_THREADS * most * most);
    this.helpers = Executors.newCachedThreadPool(workers::unstarted);
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      Path home = tree.resolve("plot-" + i);
      plots.add(
          new OrderedPlace(
              tree, new Plot(home, home.toString(), ChokePoints.any(), random.nextLong())));
    }
    boolean big = random.nextInt(8) == 0;
    for (int i = 0; i < 1 + snapshots; i++) {
      arenas.add(new Arena(tree, i, big && random.nextInt(3) == 0));
    }
  }

  List<Place> places() {
    List<Place> all = new ArrayList<>(plots);
    all.addAll(arenas);
    return all;
  }

  /** Runs it while the requests are made. */
  void during(Callable<Void> requests) throws Exception {
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Random choice = new Random(random.nextLong());
      all.add(workers.start(() -> work(choice)));
    }
    try {
      requests.call();
    } finally {
      stop = true;
      for (Thread thread : all) {
        thread.join();
      }
      helpers.shutdown();
    }
    if (!helpers.awaitTermination(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("a carried group does not end");
    }
    if (failure.get() != null) {
      throw new AssertionError("a writer failed", failure.get());
    }
  }

  /** Threads crowd into one more arena from now on. */
  void openArena() {
    open = Math.min(open + 1, arenas.size());
  }

  /** Its threads take fewer steps from now on, or as many as at first. */
  void calm(boolean calm) {
    pauseNanos = calm ? 10 * PAUSE_NANOS : PAUSE_NANOS;
  }

  boolean failed() {
    return failure.get() != null;
  }

  long operations() {
    long sum = 0;
    for (OrderedPlace plot : plots) {
      sum += plot.steps();
    }
    for (Arena arena : arenas) {
      sum += arena.taken();
    }
    return sum;
  }

  private void work(Random choice) {
    try {
      while (!stop) {
        unit(choice);
        if (choice.nextInt(4) == 0) {
          LockSupport.parkNanos((long) (choice.nextDouble() * pauseNanos * threads));
        }
      }
    } catch (Throwable t) {
      failure.compareAndSet(null, t);
    }
  }

  private void unit(Random choice) throws Exception {
    switch (choice.nextInt(8)) {
      case 0, 1 -> bare(choice);
      case 2 -> annotated(new Group("annotated"), choice);
      case 3 -> carried(choice);
      case 4 -> nested(choice);
      case 5 -> thrown(choice);
      default -> plain(choice);
    }
  }

  /** Outside any group: a write that is a group of its own. */
  private void bare(Random choice) throws IOException {
    Group group = new Group(Group.BARE);
    move(group, choice);
    group.left();
  }

  private void plain(Random choice) throws IOException {
    Group group = new Group("plain");
    try (WriteGroup handle = WriteGroup.begin("plain")) {
      steps(group, choice);
    }
    group.left();
  }

  private void annotated(Group group, Random choice) throws IOException {
    declared(group, choice);
    group.left();
  }

  @WriteGrouped
  private void declared(Group group, Random choice) throws IOException {
    steps(group, choice);
  }

  private void nested(Random choice) throws IOException {
    Group group = new Group("nested");
    try (WriteGroup outer = WriteGroup.begin("outer")) {
      steps(group, choice);
      try (WriteGroup inner = WriteGroup.begin("inner")) {
        steps(group, choice);
        declared(group, choice);
      }
      steps(group, choice);
    }
    group.left();
  }

  private void thrown(Random choice) throws IOException {
    Group group = new Group("thrown");
    try (WriteGroup handle = WriteGroup.begin("thrown")) {
      steps(group, choice);
      throw new OnPurpose();
    } catch (OnPurpose e) {
      group.left();
    }
  }

  /** To one or two threads, who go on after its own thread has left; or to nobody in the end. */
  private void carried(Random choice) throws Exception {
    Group group = new Group("carried");
    List<Runnable> tasks = new ArrayList<>();
    try (WriteGroup handle = WriteGroup.begin("carried")) {
      steps(group, choice);
      for (int i = choice.nextInt(2); i >= 0; i--) {
        group.carried();
        tasks.add(handle.wrap(more(group, new Random(choice.nextLong()))));
      }
      if (choice.nextBoolean()) {
        steps(group, choice);
      }
    }
    group.left();
    for (Runnable task : tasks) {
      if (choice.nextInt(6) == 0) {
        ((AutoCloseable) task).close();
        group.left();
      } else {
        helpers.execute(() -> finish(group, task));
      }
    }
  }

  private Runnable more(Group group, Random choice) {
    return () -> {
      try {
        steps(group, choice);
      } catch (Throwable t) {
        failure.compareAndSet(null, t);
      }
    };
  }

  private static void finish(Group group, Runnable task) {
    task.run();
    group.left();
  }

  private void steps(Group group, Random choice) throws IOException {
    for (int i = choice.nextInt(MOST_STEPS); i >= 0; i--) {
      if (choice.nextInt(3) > 0 || !move(group, choice)) {
        plots.get(choice.nextInt(plots.size())).step(group, choice.nextBoolean());
      }
      if (choice.nextInt(16) == 0) {
        LockSupport.parkNanos(choice.nextInt(500_000));
      }
    }
  }

  /** In one of the latest arenas; false if they are full. */
  private boolean move(Group group, Random choice) throws IOException {
    int latest = open;
    Arena arena = arenas.get(latest - 1 - choice.nextInt(Math.min(2, latest)));
    return arena.move(group, WAYS.get(choice.nextInt(WAYS.size())), choice);
  }

  @Override
  public String toString() {
    return threads + " " + workers + " threads" + YieldPoint.chance();
  }
}
