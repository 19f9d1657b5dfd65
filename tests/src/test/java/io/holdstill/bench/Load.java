package io.holdstill.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The writer program: threads that update one file, and its own clock. */
final class Load implements AutoCloseable {
  private final List<LoadThread> threads = new ArrayList<>();
  private long sinceNanos;

  /** What the writers saw since {@link #watch}. */
  record Seen(double longestMillis, double updatesPerSecond) {}

  /** Idle until told. */
  Load(LoadFile file, int threadCount) {
    for (int number = 0; number < threadCount; number++) {
      threads.add(new LoadThread(file, number));
    }
    threads.forEach(LoadThread::start);
  }

  /** 0 for flat out. */
  void updatesPerSecond(long rate) {
    long interval = rate == 0 ? LoadThread.FLAT_OUT : threads.size() * 1_000_000_000L / rate;
    threads.forEach(thread -> thread.pace(interval));
  }

  void rest() {
    threads.forEach(thread -> thread.pace(LoadThread.IDLE));
  }

  /** Begins a stretch of time. */
  void watch() {
    sinceNanos = System.nanoTime();
    threads.forEach(thread -> thread.watch(new Watch(sinceNanos)));
  }

  /** Ends it. */
  Seen seen() throws IOException {
    long longest = 0;
    for (LoadThread thread : threads) {
      longest = Math.max(longest, thread.longestNanos());
    }
    long updates = threads.stream().mapToLong(LoadThread::updates).sum();
    return new Seen(longest / 1e6, updates * 1e9 / (System.nanoTime() - sinceNanos));
  }

  @Override
  public void close() throws InterruptedException {
    for (LoadThread thread : threads) {
      thread.end();
    }
  }
}
