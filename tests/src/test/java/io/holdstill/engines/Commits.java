package io.holdstill.engines;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * For engines that write at moments of their own: transfers take the shared side of a lock and
 * writing takes the other, so that no transfer is written in part.
 */
final class Commits {
  interface Write {
    void run() throws Exception;
  }

  private final ReentrantReadWriteLock whole = new ReentrantReadWriteLock();
  private final AtomicLong transfers = new AtomicLong();
  private final int every;
  private final Write write;

  Commits(int every, Write write) {
    this.every = every;
    this.write = write;
  }

  /** A teller who also writes, after every so many transfers of all. */
  Bank.Teller around(Bank.Teller teller) {
    return (from, to, amount) -> {
      boolean done = shared(teller, from, to, amount);
      if (transfers.incrementAndGet() % every == 0) {
        commit();
      }
      return done;
    };
  }

  private boolean shared(Bank.Teller teller, int from, int to, long amount) throws Exception {
    whole.readLock().lock();
    try {
      return teller.transfer(from, to, amount);
    } finally {
      whole.readLock().unlock();
    }
  }

  void commit() throws Exception {
    whole.writeLock().lock();
    try {
      write.run();
    } finally {
      whole.writeLock().unlock();
    }
  }
}
