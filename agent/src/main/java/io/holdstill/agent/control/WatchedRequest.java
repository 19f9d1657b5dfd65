package io.holdstill.agent.control;

import java.time.Duration;

/** When somebody last asked about one request, and how many are waiting for it now. */
final class WatchedRequest {
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final boolean detached;
  private long askedNanos;
  private int waiting;

  WatchedRequest(boolean detached, long nowNanos) {
    this.detached = detached;
    this.askedNanos = nowNanos;
  }

  synchronized void asked(long nowNanos) {
    askedNanos = nowNanos;
  }

  synchronized void waits() {
    waiting++;
  }

  synchronized void stopsWaiting(long nowNanos) {
    waiting--;
    askedNanos = nowNanos;
  }

  synchronized boolean abandoned(long nowNanos) {
    return !detached && waiting == 0 && nowNanos - askedNanos > PATIENCE.toNanos();
  }
}
