package io.holdstill.oracle;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A write group as its program saw it, from outside: {@code begun} was taken before it began and
 * {@code ended} after it had. The clock is no shared counter, which would order the writers itself.
 */
final class Group {
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  final int number = NUMBERS.incrementAndGet();
  final String kind;
  final long begun;
  private final AtomicInteger parts = new AtomicInteger(1);
  private volatile long ended = Long.MAX_VALUE;

  Group(String kind) {
    this(kind, System.nanoTime(), Long.MAX_VALUE);
  }

  /** One that lasted so long. */
  Group(String kind, long begun, long ended) {
    this.kind = kind;
    this.begun = begun;
    this.ended = ended;
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
