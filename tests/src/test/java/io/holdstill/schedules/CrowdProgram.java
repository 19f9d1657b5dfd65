package io.holdstill.schedules;

import io.holdstill.copy.Receipt;
import io.holdstill.copy.Request;
import io.holdstill.runtime.WriteGroup;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * In the forked JVM: each thread has a number in two files and raises it in both, as one group,
 * again and again until all snapshots have been taken. A snapshot is right if the files are equal,
 * and no number is older than the request or newer than its end.
 */
public final class CrowdProgram {
  private static final Set<String> HONEST = Set.of("NO_SNAPSHOT_POINT", "BROKEN_OFF");
  private static final long MAX_PAUSE_MICROS = 20_000;
  private static final long COPY_TIMEOUT_MICROS = 100_000;
  private static final long END_SECONDS = 60;

  /** For what a machine does to a thread, and its disk to a write, beside what was measured. */
  private static final long SLACK_MICROS = 100 * MAX_PAUSE_MICROS;

  private static final long LONGEST_CONTROL_NANOS = 2_000_000_000;

  /** On two cores, how many groups a second all of them are to ask for. */
  private static final long GROUPS_A_SECOND = 20_000;

  private final int threads;
  private final Path directory;
  private final Path files;
  private final AtomicLongArray begun;
  private final AtomicLongArray ended;
  private final CountDownLatch start = new CountDownLatch(1);
  private final CountDownLatch first;
  private final CountDownLatch over;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final Map<String, Integer> verdicts = new TreeMap<>();
  private final CrowdTimes times = new CrowdTimes();
  private volatile long startedNanos;
  private long longestHoldMicros;
  private long longestStallMicros;
  private long longestLateMicros;
  private volatile boolean stop;

  private CrowdProgram(int threads, Path directory) throws IOException {
    this.threads = threads;
    this.directory = directory;
    this.files = Files.createDirectory(directory.resolve("files"));
    this.begun = new AtomicLongArray(threads);
    this.ended = new AtomicLongArray(threads);
    this.first = new CountDownLatch(threads);
    this.over = new CountDownLatch(threads);
  }

  /** Arguments: {@code virtual} or {@code platform}, how many, snapshots, an empty directory. */
  public static void main(String[] args) throws Exception {
    CrowdProgram crowd = new CrowdProgram(Integer.parseInt(args[1]), Path.of(args[3]));
    crowd.run(args[0].equals("virtual"), Integer.parseInt(args[2]));
  }

  private void run(boolean virtual, int snapshots) throws Exception {
    try (FileChannel left = open("left");
        FileChannel right = open("right")) {
      for (int i = 0; i < threads; i++) {
        int number = i;
        start(virtual, () -> work(number, left, right));
      }
      startedNanos = System.nanoTime();
      start.countDown();
      for (int i = 0; i < snapshots; i++) {
        snapshot(directory.resolve("copy-" + i));
      }
      require(first.await(END_SECONDS, TimeUnit.SECONDS), first.getCount() + " never wrote");
      control();
      stop = true;
      require(over.await(END_SECONDS, TimeUnit.SECONDS), over.getCount() + " never ended");
    }
    require(failure.get() == null, "a writer failed: " + failure.get());
    require(verdicts.getOrDefault("CONSISTENT", 0) > 0, "no snapshot was taken: " + verdicts);
    require(Request.faults().isEmpty(), Request.faults());
    requireExplained();
    long groups = judge(files, new long[threads]);
    System.out.printf(
        "crowd: %,d %s threads, %,d groups, %s, longest hold %,d us, longest stall %,d us,"
            + " of which its scheduler took %,d us; %s%n",
        threads,
        virtual ? "virtual" : "platform",
        groups,
        verdicts,
        longestHoldMicros,
        longestStallMicros,
        longestLateMicros,
        measured());
  }

  /** The same crowd without a snapshot, for as many groups, or for a while. */
  private void control() {
    times.control();
    long since = System.nanoTime();
    while (times.controls() < times.groups() && System.nanoTime() - since < LONGEST_CONTROL_NANOS) {
      LockSupport.parkNanos(1_000_000);
    }
    times.controlled();
  }

  /**
   * The agent's bounds are asked of its own report; here the report itself is asked. A stall lies
   * within a group of the one who was stalled, so none is longer than the longest group. And a
   * group takes no longer than the longest stall, but for what the machine does to whoever wants to
   * run.
   */
  private void requireExplained() {
    long longest = times.longestGroupMicros();
    long machine = times.longestControlMicros() + 2 * times.longestDelayMicros() + SLACK_MICROS;
    long bounds = 2 * MAX_PAUSE_MICROS + COPY_TIMEOUT_MICROS;
    require(longestStallMicros <= longest, "no writer was stalled for so long: " + measured());
    require(longest <= longestStallMicros + machine, "a stall is not reported: " + measured());
    require(longest <= bounds + machine, "a writer was held past the bounds: " + measured());
  }

  private String measured() {
    return String.format(
        "by the writers' own clocks: longest group %,d us (stalls reported: %,d us), without a"
            + " snapshot %,d us; the latest to wake was late by %,d us",
        times.longestGroupMicros(),
        longestStallMicros,
        times.longestControlMicros(),
        times.longestDelayMicros());
  }

  private FileChannel open(String name) throws IOException {
    Path file = files.resolve(name);
    Files.write(file, new byte[threads * Long.BYTES]);
    return FileChannel.open(file, StandardOpenOption.WRITE);
  }

  private static void start(boolean virtual, Runnable task) throws ReflectiveOperationException {
    if (virtual) { // compiled for JDK 17, which has none
      Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    } else {
      Thread thread = new Thread(null, task, "crowd", 128 << 10);
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void work(int number, FileChannel left, FileChannel right) {
    long mostNanos = 2_000_000_000L * threads / GROUPS_A_SECOND;
    try {
      start.await();
      times.woke(System.nanoTime() - startedNanos);
      while (!stop || ended.get(number) == 0) {
        rest(ThreadLocalRandom.current().nextLong(mostNanos));
        long value = begun.incrementAndGet(number);
        int phase = times.now();
        long since = System.nanoTime();
        try (WriteGroup group = WriteGroup.begin("raise")) {
          write(left, number, value);
          write(right, number, value);
        }
        times.took(phase, System.nanoTime() - since);
        ended.set(number, value);
        if (value == 1) {
          first.countDown();
        }
      }
    } catch (Throwable t) {
      failure.compareAndSet(null, t);
    }
    over.countDown();
  }

  private void rest(long nanos) {
    long since = System.nanoTime();
    LockSupport.parkNanos(nanos);
    times.woke(System.nanoTime() - since - nanos);
  }

  private static void write(FileChannel file, int number, long value) throws IOException {
    file.write(ByteBuffer.allocate(Long.BYTES).putLong(value).flip(), (long) number * Long.BYTES);
  }

  private void snapshot(Path copy) throws IOException {
    long[] least = now(ended);
    times.next();
    Receipt receipt = Request.of(files, copy).with("max-pause", "20ms").take();
    times.next();
    verdicts.merge(receipt.verdict(), 1, Integer::sum);
    requireBounds(receipt);
    if (!receipt.consistent()) {
      require(HONEST.contains(receipt.verdict()) && !receipt.error().isEmpty(), "" + receipt);
      require(!Files.exists(copy), "something is left of it: " + receipt);
      return;
    }
    require(receipt.text("level").equals("group"), "not between groups: " + receipt);
    judge(copy.resolve(files.getFileName()), least);
    for (String name : List.of("left", "right")) {
      Files.delete(copy.resolve(files.getFileName()).resolve(name));
    }
  }

  /**
   * A hold is counted from before the raise: what the scheduler takes there is added. A writer
   * comes out of it late where its scheduler has others to run: virtual threads queue.
   */
  private void requireBounds(Receipt receipt) {
    long held = receipt.number("heldMicros");
    long stall = receipt.number("longestStallMicros");
    long late = receipt.number("lateMicros");
    longestHoldMicros = Math.max(longestHoldMicros, held);
    longestStallMicros = Math.max(longestStallMicros, stall);
    longestLateMicros = Math.max(longestLateMicros, late);
    require(held <= 2 * MAX_PAUSE_MICROS, "held for too long: " + receipt);
    require(
        stall <= late + 2 * MAX_PAUSE_MICROS + COPY_TIMEOUT_MICROS, "stalled by us: " + receipt);
  }

  /** Returns the sum of all numbers. */
  private long judge(Path copy, long[] least) throws IOException {
    long[] most = now(begun);
    byte[] left = Files.readAllBytes(copy.resolve("left"));
    byte[] right = Files.readAllBytes(copy.resolve("right"));
    require(left.length == threads * Long.BYTES && right.length == left.length, "a wrong length");
    List<String> wrong = new ArrayList<>();
    long sum = 0;
    for (int i = 0; i < threads; i++) {
      long one = ByteBuffer.wrap(left).getLong(i * Long.BYTES);
      long other = ByteBuffer.wrap(right).getLong(i * Long.BYTES);
      if ((one != other || one < least[i] || one > most[i]) && wrong.size() < 5) {
        wrong.add(i + ": " + one + " and " + other + ", not of " + least[i] + " to " + most[i]);
      }
      sum += one;
    }
    require(wrong.isEmpty(), copy + " is of no instant: " + wrong);
    return sum;
  }

  private long[] now(AtomicLongArray counts) {
    long[] now = new long[threads];
    for (int i = 0; i < threads; i++) {
      now[i] = counts.get(i);
    }
    return now;
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new AssertionError(otherwise);
    }
  }
}
