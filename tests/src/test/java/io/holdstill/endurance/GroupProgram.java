package io.holdstill.endurance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;

/** Runs in the JVM with the agent: group upon group on every thread, and snapshots meanwhile. */
public final class GroupProgram {
  private final long seed;
  private final Path files;
  private final AtomicLongArray ended = new AtomicLongArray(SlotDescriptor.THREADS);
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile boolean stop;

  private GroupProgram(long seed, Path files) {
    this.seed = seed;
    this.files = files;
  }

  /** Arguments: seed, how many snapshots, an empty directory. */
  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[2]);
    Path files = directory.resolve("files");
    Slots.layOut(files);
    new GroupProgram(Long.parseLong(args[0]), files).run(Integer.parseInt(args[1]));
  }

  private void run(int snapshots) throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < SlotDescriptor.THREADS; i++) {
      threads.add(start(i, new GroupWriter(new Slots(files, i % 2 == 0))));
    }
    GroupJudge judge = new GroupJudge(seed);
    Copies copies = new Copies(files, files.getParent());
    for (int i = 0; i < snapshots; i++) {
      long[] least = groups(0);
      copies.take(1, copy -> judge.judge(copy, least, groups(1)));
      if (failure.get() != null) {
        throw new AssertionError("a writer failed", failure.get());
      }
    }
    stop = true;
    for (Thread thread : threads) {
      thread.join();
    }
    String live = judge.judge(files, groups(0), groups(0));
    if (!live.isEmpty()) {
      throw new AssertionError("THE MODEL IS WRONG, or the files: " + live);
    }
    System.out.println("all right after groups " + ended);
  }

  private Thread start(int number, GroupWriter writer) {
    Thread thread = new Thread(() -> work(number, writer), "writer-" + number);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void work(int number, GroupWriter writer) {
    try {
      while (!stop) {
        writer.group(GroupPlan.of(seed, number, ended.get(number) + 1), groups(0));
        ended.incrementAndGet(number);
      }
    } catch (Throwable t) {
      failure.compareAndSet(null, t);
    }
  }

  private long[] groups(long more) {
    long[] now = new long[SlotDescriptor.THREADS];
    for (int i = 0; i < now.length; i++) {
      now[i] = ended.get(i) + more;
    }
    return now;
  }
}
