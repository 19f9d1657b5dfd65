package io.holdstill.demo;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long updates took, in buckets that are a sixteenth of their value wide. One thread adds;
 * others may look at any time.
 */
final class Stalls {
  private static final int SUB_BITS = 4;
  private static final int SUBS = 1 << SUB_BITS;
  private static final int BUCKETS = (Long.SIZE - SUB_BITS) * SUBS;
  private static final int LONGEST = BUCKETS;

  private final AtomicLongArray counts = new AtomicLongArray(BUCKETS + 1);

  void add(long nanos) {
    long positive = Math.max(0, nanos);
    int bucket = bucket(positive);
    counts.setRelease(bucket, counts.getPlain(bucket) + 1);
    longest(positive);
  }

  /** For an update that has not ended yet: known to be at least this long, not yet counted. */
  void longest(long nanos) {
    if (nanos > counts.getPlain(LONGEST)) {
      counts.setRelease(LONGEST, nanos);
    }
  }

  void addAll(Stalls other) {
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      counts.setRelease(bucket, counts.getPlain(bucket) + other.counts.getAcquire(bucket));
    }
    longest(other.longestNanos());
  }

  long longestNanos() {
    return counts.getAcquire(LONGEST);
  }

  long updates() {
    long sum = 0;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      sum += counts.getAcquire(bucket);
    }
    return sum;
  }

  /** The time within which that share of the updates ended; 0 if there were none. */
  long nanosOf(double share) {
    long wanted = (long) Math.ceil(updates() * share);
    long seen = 0;
    for (int bucket = 0; bucket < BUCKETS && wanted > 0; bucket++) {
      seen += counts.getAcquire(bucket);
      if (seen >= wanted) {
        return Math.min(upperEnd(bucket), longestNanos());
      }
    }
    return 0;
  }

  private static int bucket(long nanos) {
    if (nanos < SUBS) {
      return (int) nanos;
    }
    int shift = Long.SIZE - 1 - SUB_BITS - Long.numberOfLeadingZeros(nanos);
    return (shift + 1) * SUBS + (int) (nanos >>> shift) - SUBS;
  }

  private static long upperEnd(int bucket) {
    if (bucket < SUBS) {
      return bucket;
    }
    int shift = bucket / SUBS - 1;
    return ((long) (bucket % SUBS + SUBS + 1) << shift) - 1;
  }
}
