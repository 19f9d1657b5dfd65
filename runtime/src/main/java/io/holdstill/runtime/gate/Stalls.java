package io.holdstill.runtime.gate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What the writers were made to wait on behalf of one request; written in slow paths only. */
public final class Stalls {
  private static final int MOST_NAMES = 4096;

  private volatile long longestNanos;
  private long totalNanos;
  private long lateNanos;
  private final LongAdder imagedNanos = new LongAdder();
  private final Map<Long, String> threads = new ConcurrentHashMap<Long, String>();

  void arrived(Thread thread) {
    if (!threads.containsKey(thread.getId()) && threads.size() < MOST_NAMES) {
      threads.put(thread.getId(), thread.getName());
    }
  }

  synchronized void passed(long since, long now, long lowered) {
    add(now - since);
    if (lowered - since > 0) {
      lateNanos = Math.max(lateNanos, now - lowered);
    }
  }

  /** What saving a before-image cost its writer. */
  void imaged(long nanos) {
    imagedNanos.add(nanos);
    arrived(Thread.currentThread());
    if (nanos > longestNanos) {
      longest(nanos);
    }
  }

  private synchronized void longest(long nanos) {
    longestNanos = Math.max(longestNanos, nanos);
  }

  private void add(long nanos) {
    longestNanos = Math.max(longestNanos, nanos);
    totalNanos += nanos;
  }

  public long longestNanos() {
    return longestNanos;
  }

  public synchronized long totalNanos() {
    return totalNanos + imagedNanos.sum();
  }

  public synchronized long lateNanos() {
    return lateNanos;
  }

  /** Threads that waited; at most 4,096 are told apart. */
  public int stalledThreads() {
    return threads.size();
  }

  public List<String> names() {
    Collection<String> names = threads.values();
    return new ArrayList<String>(names);
  }
}
