package io.holdstill.bench;

/** One thread's updates over one stretch of time. The thread adds, another one looks. */
final class Watch {
  private final long since;
  private volatile long longestNanos;
  private volatile long updates;

  Watch(long since) {
    this.since = since;
  }

  /** What an update took before the stretch began belongs to the stretch before. */
  @SuppressWarnings("NonAtomicOperationOnVolatileField") // only the watched thread adds
  void ended(long begunNanos, long nanos) {
    updates = updates + 1;
    longestNanos = Math.max(longestNanos, within(begunNanos, nanos));
  }

  long updates() {
    return updates;
  }

  /** An update that still hangs at {@code nanos} counts as long as it has hung so far. */
  long longestNanos(long hangingSinceNanos, long nanos) {
    return Math.max(longestNanos, within(hangingSinceNanos, nanos));
  }

  private long within(long begunNanos, long nanos) {
    return nanos - Math.max(begunNanos, since);
  }
}
