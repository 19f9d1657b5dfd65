package io.holdstill.engines;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** The load: each teller transfers flat out, on a thread of his own. */
final class Tellers {
  private static final long DEADLINE_NANOS = 60_000_000_000L;
  private static final long LOOK_NANOS = 1_000_000;

  private final AtomicLongArray finished = new AtomicLongArray(Bank.TELLERS);
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stop;

  static Tellers start(Bank bank, long seed) throws Exception {
    Tellers tellers = new Tellers();
    for (int i = 0; i < Bank.TELLERS; i++) {
      tellers.start(i, bank.teller(i), new Random(seed + i));
    }
    return tellers;
  }

  private void start(int number, Bank.Teller teller, Random random) {
    Thread thread = new Thread(() -> work(number, teller, random), "teller-" + number);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  private void work(int number, Bank.Teller teller, Random random) {
    try {
      while (!stop) {
        int from = random.nextInt(Bank.ACCOUNTS);
        int to = (from + 1 + random.nextInt(Bank.ACCOUNTS - 1)) % Bank.ACCOUNTS;
        if (teller.transfer(from, to, random.nextInt(100))) {
          finished.incrementAndGet(number);
        }
      }
    } catch (Throwable t) {
      failure.compareAndSet(null, t);
    }
  }

  /** Transfers of each that have been committed by now. */
  long[] finished() {
    long[] now = new long[Bank.TELLERS];
    for (int i = 0; i < now.length; i++) {
      now[i] = finished.get(i);
    }
    return now;
  }

  /** The most that files of an instant before now can show: one more each may be committed. */
  long[] most() {
    long[] now = finished();
    for (int i = 0; i < now.length; i++) {
      now[i]++;
    }
    return now;
  }

  /** Until each has made that many more. */
  void awaitMore(long transfers) {
    long since = System.nanoTime();
    for (int i = 0; i < Bank.TELLERS; i++) {
      long goal = finished.get(i) + transfers;
      while (finished.get(i) < goal) {
        failIfFailed();
        if (System.nanoTime() - since > DEADLINE_NANOS) {
          throw new AssertionError("teller " + i + " stands still at " + finished.get(i));
        }
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }
  }

  void stop() throws InterruptedException {
    stop = true;
    for (Thread thread : threads) {
      thread.join();
    }
    failIfFailed();
  }

  private void failIfFailed() {
    if (failure.get() != null) {
      throw new AssertionError("a teller failed", failure.get());
    }
  }
}
