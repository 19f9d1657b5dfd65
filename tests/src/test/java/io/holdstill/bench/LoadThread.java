package io.holdstill.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** Updates blocks at random: flat out, at a pace, or not at all for a while. */
final class LoadThread extends Thread {
  static final long FLAT_OUT = 0;
  static final long IDLE = Long.MAX_VALUE;

  /** A paced thread makes what is due and sleeps again: waiting by spinning would take a core. */
  private static final long SLEEP_NANOS = 500_000;

  private static final long IDLE_SLEEP_NANOS = 10_000_000;

  private final LoadFile file;
  private final SplittableRandom random;
  private final ByteBuffer data = LoadFile.filled(LoadFile.BLOCK);
  private final ByteBuffer entry = LoadFile.filled(LoadFile.ENTRY);
  private volatile long intervalNanos = IDLE;
  private volatile boolean stopped;
  private volatile IOException failure;
  private volatile Watch watch = new Watch(System.nanoTime());

  /** When the update in progress began; {@link #IDLE} while there is none. */
  private volatile long begunNanos = IDLE;

  private long knownIntervalNanos = IDLE;
  private long dueNanos;

  LoadThread(LoadFile file, int number) {
    super("load-" + number);
    this.file = file;
    this.random = new SplittableRandom(number);
    setDaemon(true);
  }

  void pace(long nanos) {
    intervalNanos = nanos;
    LockSupport.unpark(this);
  }

  void end() throws InterruptedException {
    stopped = true;
    LockSupport.unpark(this);
    join();
  }

  void watch(Watch next) {
    watch = next;
  }

  long updates() {
    return watch.updates();
  }

  /** Since the watch was set, until now. */
  long longestNanos() throws IOException {
    if (failure != null) {
      throw new IOException(file.path + " could not be written", failure);
    }
    long now = System.nanoTime(); // before the other look, or a delay between them would count
    return watch.longestNanos(begunNanos, now);
  }

  @Override
  public void run() {
    try {
      long ended = System.nanoTime();
      while (!stopped) {
        long begun = next(ended);
        begunNanos = begun;
        file.update(random.nextInt(file.blocks), data, entry);
        ended = System.nanoTime();
        watch.ended(begun, ended);
      }
    } catch (IOException e) {
      failure = e;
    }
    begunNanos = IDLE;
  }

  /** Flat out, an update begins as the last one ends: who is stopped between two is stalled. */
  private long next(long ended) {
    long now = ended;
    while (!stopped && !due(now)) {
      begunNanos = IDLE;
      LockSupport.parkNanos(intervalNanos == IDLE ? IDLE_SLEEP_NANOS : SLEEP_NANOS);
      now = System.nanoTime();
    }
    return now;
  }

  /** Who fell behind does not skip. */
  private boolean due(long now) {
    long interval = intervalNanos;
    if (interval != knownIntervalNanos) {
      knownIntervalNanos = interval;
      dueNanos = now;
    }
    if (interval == IDLE || dueNanos > now) {
      return false;
    }
    dueNanos = interval == FLAT_OUT ? now : dueNanos + interval;
    return true;
  }
}
