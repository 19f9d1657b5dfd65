package io.holdstill.oracle;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A write group as its program saw it, from outside: {@code begun} was taken before it began and
 * {@code ended} after it had. The clock is no shared counter, which would order the writers itself.
 */
final class Group {
  static final String BARE = "bare";
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  final int number = NUMBERS.incrementAndGet();
  final String kind;
  final long begun;
  private final AtomicInteger parts = new AtomicInteger(1);
  private volatile long ended = Long.MAX_VALUE;
  private long lastBegun = Long.MIN_VALUE;
  private long lastEnded = Long.MIN_VALUE;
  private long firstBegun = Long.MAX_VALUE;
  private long firstEnded = Long.MAX_VALUE;

  Group(String kind) {
    this(kind, System.nanoTime(), Long.MAX_VALUE);
  }

  /** One that lasted so long. */
  Group(String kind, long begun, long ended) {
    this.kind = kind;
    this.begun = begun;
    this.ended = ended;
  }

  /** One of its operations, as who did it saw it: within the group, unless it is bare. */
  synchronized void did(long begin, long end) {
    lastBegun = Math.max(lastBegun, begin);
    lastEnded = Math.max(lastEnded, end);
    firstBegun = Math.min(firstBegun, begin);
    firstEnded = Math.min(firstEnded, end);
  }

  /** At no earlier instant can all of it have been done and the group be over. */
  synchronized long doneFrom() {
    return Math.max(begun, isBare() ? lastBegun : lastEnded);
  }

  /** At no later instant can nothing of it have been done and the group not be open. */
  synchronized long undoneUntil() {
    return Math.min(ended, isBare() ? firstEnded : firstBegun);
  }

  /** One operation, which is its own group: what its thread saw of it lies around the group. */
  private boolean isBare() {
    return kind.equals(BARE);
  }

  /** It will be left once more: it was carried to another thread. */
  void carried() {
    parts.incrementAndGet();
  }

  /** Ended, for one of those who were in it. */
  void left() {
    if (parts.decrementAndGet() == 0) {
      ended = System.nanoTime();
    }
  }

  /** Far in the future while it lasts. */
  long ended() {
    return ended;
  }

  @Override
  public String toString() {
    return kind + " " + number;
  }
}
