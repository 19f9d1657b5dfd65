package io.holdstill.agent.journal;

import java.time.Duration;

/**
 * How much of a journal is kept.
 *
 * @param maxBytes on disk; the oldest segments go when there is more
 * @param keep segments that have not been written to for longer go
 */
public record Limits(long maxBytes, Duration keep) {
  /** Below it, what is kept of a full journal would be a segment or two. */
  public static final long LEAST_BYTES = 64L << 20;

  private static final long SEGMENT_BYTES = 256L << 20;
  private static final int SEGMENTS = 8;

  public Limits {
    if (maxBytes < LEAST_BYTES) {
      throw new IllegalArgumentException(maxBytes + " bytes are less than " + LEAST_BYTES);
    }
    if (keep.isNegative() || keep.isZero()) {
      throw new IllegalArgumentException("a journal kept for " + keep + " is none");
    }
  }

  /** The size past which a segment is followed by another. */
  long segmentBytes() {
    return Math.min(SEGMENT_BYTES, maxBytes / SEGMENTS);
  }
}
