package io.holdstill.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The running program: its threads, and the lines of input that it obeys. */
final class Writer {
  private final Plan plan;
  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;
  private final List<Worker> workers = new ArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean failed;

  /** {@code intervalNanos} 0 is flat out, {@code seconds} 0 is until told. */
  record Plan(
      Path file,
      StoreDescriptor descriptor,
      boolean randomAccess,
      long intervalNanos,
      long seconds) {}

  Writer(Plan plan, InputStream in, PrintStream out, PrintStream err) {
    this.plan = plan;
    this.in = in;
    this.out = out;
    this.err = err;
  }

  /** Returns the exit status: 0, or 1 if an update could not be written. */
  int run() throws IOException, InterruptedException {
    FreshFile.layOut(plan.file(), plan.descriptor());
    try (Store store = new Store(plan.file(), plan.descriptor(), plan.randomAccess())) {
      long since = System.nanoTime();
      List<Thread> threads = start(store);
      tell("READY pid=" + ProcessHandle.current().pid() + " file=" + plan.file());
      listen();
      ended.await(limitNanos(), TimeUnit.NANOSECONDS);
      finish(threads);
      tellTotals(System.nanoTime() - since);
    }
    return failed ? 1 : 0;
  }

  private List<Thread> start(Store store) throws IOException {
    List<Thread> threads = new ArrayList<>();
    for (int number = 0; number < plan.descriptor().threads(); number++) {
      Schedule schedule = new Schedule(plan.descriptor(), number);
      Worker worker = new Worker(store, schedule, store.pen(number), pace(), this::failed);
      workers.add(worker);
      threads.add(new Thread(worker, "writer-" + number));
    }
    threads.forEach(Thread::start);
    return threads;
  }

  private Pace pace() {
    return plan.intervalNanos() == 0 ? Pace.flatOut() : Pace.every(plan.intervalNanos());
  }

  private void failed(Exception e) {
    err.println(
        "An update could not be written to "
            + plan.file()
            + ": "
            + e
            + ". The writer ends; free space on that disk, or mend it, and start again.");
    failed = true;
    ended.countDown();
  }

  private void listen() {
    Thread listener = new Thread(this::obeyLines, "commands");
    listener.setDaemon(true);
    listener.start();
  }

  private void obeyLines() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        obey(line.strip());
      }
    } catch (IOException e) {
      err.println("The commands could not be read: " + e + ". The writer takes it for their end.");
    }
    if (plan.seconds() == 0) {
      ended.countDown();
    }
  }

  private void obey(String command) {
    switch (command) {
      case "reset" -> {
        workers.forEach(Worker::forgetStalls);
        tell("OK");
      }
      case "stall" -> {
        Stalls sum = new Stalls();
        workers.forEach(worker -> worker.tellStalls(sum));
        tell("STALL " + figures(sum));
      }
      case "quit" -> ended.countDown();
      default -> tell("ERROR unknown command '" + command + "'; give reset, stall or quit");
    }
  }

  /** Without a limit, 292 years. */
  private long limitNanos() {
    return plan.seconds() == 0 ? Long.MAX_VALUE : TimeUnit.SECONDS.toNanos(plan.seconds());
  }

  private void finish(List<Thread> threads) throws InterruptedException {
    workers.forEach(Worker::stop);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** The stalls since the last reset, as ever. */
  private void tellTotals(long nanos) {
    Stalls sum = new Stalls();
    workers.forEach(worker -> worker.tellTotals(sum));
    long updates = workers.stream().mapToLong(Worker::updates).sum();
    double seconds = nanos / 1e9;
    String rate =
        String.format(Locale.ROOT, "%.1f updatesPerSecond=%.0f", seconds, updates / seconds);
    tell("TOTAL updates=" + updates + " seconds=" + rate);
    tell("STALL " + figures(sum));
  }

  private static String figures(Stalls stalls) {
    return String.format(
        Locale.ROOT,
        "longestMicros=%.1f updates=%d p50Micros=%.1f p99Micros=%.1f",
        stalls.longestNanos() / 1e3,
        stalls.updates(),
        stalls.nanosOf(0.5) / 1e3,
        stalls.nanosOf(0.99) / 1e3);
  }

  private void tell(String line) {
    out.println(line);
    out.flush();
  }
}
