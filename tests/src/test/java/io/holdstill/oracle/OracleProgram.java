package io.holdstill.oracle;

import io.holdstill.choke.Workers;
import io.holdstill.copy.Receipt;
import io.holdstill.copy.Request;
import io.holdstill.schedules.YieldPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Runs in the JVM with the agent: one hostile program after another, each of a seed of its own,
 * until so many snapshots have been judged right.
 */
public final class OracleProgram {
  /** What a snapshot of such a program may come to besides. */
  private static final Set<String> HONEST = Set.of("NO_SNAPSHOT_POINT", "BROKEN_OFF");

  /** The agent is one that must be found out by the judge, not by itself. */
  private static final boolean BROKEN_BUILD = Boolean.getBoolean("holdstill.oracle.broken");

  private final Path directory;
  private final Replays replays;
  private final Map<String, Integer> refused = new ConcurrentHashMap<>();
  private final boolean virtualThreads = Runtime.version().feature() >= 21;
  private int programs;
  private int judged;
  private long operations;

  private OracleProgram(Path directory, Replays replays) {
    this.directory = directory;
    this.replays = replays;
  }

  /** Arguments: the first seed, how many snapshots, an empty directory, and "same" or "next". */
  public static void main(String[] args) throws Exception {
    OracleProgram program = new OracleProgram(Path.of(args[2]), Replays.ofThisJvm());
    int wanted = Integer.parseInt(args[1]);
    long seed = Long.parseLong(args[0]);
    while (program.judged < wanted) {
      program.run(seed);
      if (Request.faults().length() > 0) {
        throw new AssertionError("seed " + seed + ": " + Request.faults());
      }
      seed += args[3].equals("same") ? 0 : 1;
    }
    program.replays.requireSome();
    System.out.println(program);
  }

  private void run(long seed) throws Exception {
    Path home = Files.createDirectory(directory.resolve("program-" + programs++));
    YieldPoint.follow(seed);
    Random random = new Random(seed * 0xBF58476D1CE4E5B9L);
    int snapshots = 4 + random.nextInt(8);
    Hostile hostile = new Hostile(seed, home.resolve("tree"), snapshots, virtualThreads);
    List<Asked> taken = new CopyOnWriteArrayList<>();
    String wrong;
    try {
      hostile.during(() -> requests(hostile, snapshots, random, taken));
      wrong = judge(hostile, taken);
    } catch (AssertionError | IOException e) {
      throw new AssertionError("seed " + seed + ", " + hostile + ": " + e.getMessage(), e);
    }
    if (!wrong.isEmpty()) {
      throw new AssertionError(
          "seed %d, %s, after %d right snapshots: %s".formatted(seed, hostile, judged, wrong));
    }
    operations += hostile.operations();
    remove(home);
  }

  // ---- the requesters

  private Void requests(Hostile hostile, int snapshots, Random random, List<Asked> taken)
      throws Exception {
    int requesters = 1 + random.nextInt(3);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < requesters; i++) {
      Random choice = new Random(random.nextLong());
      int first = i;
      threads.add(
          Workers.PLATFORM.start(
              () -> {
                try {
                  for (int s = first; s < snapshots && !hostile.failed(); s += requesters) {
                    request(hostile, s, choice, taken);
                  }
                } catch (Throwable t) {
                  failure.compareAndSet(null, t);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    if (failure.get() != null) {
      throw new AssertionError("a requester failed: " + failure.get(), failure.get());
    }
    return null;
  }

  private void request(Hostile hostile, int number, Random choice, List<Asked> taken)
      throws Exception {
    Path to = hostile.tree.resolveSibling("copy-" + number);
    hostile.openArena();
    if (choice.nextBoolean()) { // else as soon as the one before has ended
      LockSupport.parkNanos(choice.nextInt(3_000_000));
    }
    long begin = System.nanoTime();
    Receipt receipt = Request.of(hostile.tree, to).take();
    long end = System.nanoTime();
    if (!receipt.consistent()) {
      requireHonest(receipt, to);
      refused.merge(receipt.verdict() + ": " + receipt.error(), 1, Integer::sum);
      return;
    }
    Path copy = to.resolve(hostile.tree.getFileName());
    taken.add(new Asked(begin, end, nanos(receipt.text("snapshotPoint")), copy, "" + receipt));
    replays.taken(hostile, to, receipt, choice);
  }

  private void requireHonest(Receipt receipt, Path to) {
    boolean honest = BROKEN_BUILD || HONEST.contains(receipt.verdict());
    if (!honest || receipt.error().isEmpty()) {
      throw new AssertionError("a program like this gives no reason for it: " + receipt);
    }
    if (Files.exists(to) || Files.exists(to.resolveSibling(to.getFileName() + ".partial"))) {
      throw new AssertionError("something is left of it: " + receipt);
    }
  }

  /** The wall's time by the clock of the groups. */
  private static long nanos(String point) {
    Instant now = Instant.now();
    long clock = System.nanoTime();
    return clock - Duration.between(Instant.parse(point), now).toNanos();
  }

  // ---- the judge

  private String judge(Hostile hostile, List<Asked> taken) throws IOException {
    StringBuilder wrong = new StringBuilder();
    for (OrderedPlace plot : hostile.plots) {
      plot.close();
      wrong.append(plot.live());
    }
    for (Arena arena : hostile.arenas) {
      wrong.append(arena.conclude());
    }
    if (wrong.length() > 0) {
      return "THE MODEL IS WRONG, or the files: " + wrong;
    }
    Judge judge = new Judge(hostile.places());
    Set<String> names = names(hostile.tree);
    for (Asked asked : taken) {
      String why =
          names(asked.copy()).equals(names) ? judge.judge(asked) : "other names at the top";
      if (!why.isEmpty()) {
        wrong.append(why).append("\nof the snapshot: ").append(asked).append('\n');
      }
      judged++;
    }
    return wrong.toString();
  }

  private static Set<String> names(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return new TreeSet<>(all.map(path -> path.getFileName().toString()).toList());
    }
  }

  static void remove(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Override
  public String toString() {
    return "right: %d snapshots of %d programs, %d operations, %s; came to nothing: %s%s"
        .formatted(
            judged, programs, operations, replays, new TreeMap<>(refused), YieldPoint.account());
  }
}
