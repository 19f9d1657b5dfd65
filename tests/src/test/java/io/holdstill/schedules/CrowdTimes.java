package io.holdstill.schedules;

import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * In the forked JVM: what the writers of a crowd measure themselves, by their own clock. A writer
 * that is parked, outside of any group, is held by nobody: how late it wakes is how late the
 * scheduler of this machine lets anybody go who is to run on.
 */
final class CrowdTimes {
  private static final int CONTROL = Integer.MAX_VALUE;

  private final LongAccumulator longestGroup = new LongAccumulator(Math::max, 0);
  private final LongAccumulator longestControl = new LongAccumulator(Math::max, 0);
  private final LongAccumulator longestDelay = new LongAccumulator(Math::max, 0);
  private final LongAdder groups = new LongAdder();
  private final LongAdder controls = new LongAdder();

  /** Odd while a snapshot is made. */
  private volatile int phase;

  /** A snapshot is asked for, or has been made. */
  void next() {
    phase++; // by one thread
  }

  /** From now on no snapshot is made. */
  void control() {
    phase = CONTROL;
  }

  void controlled() {
    phase = 0;
  }

  int now() {
    return phase;
  }

  /** By a writer that wanted to run on so long ago. */
  void woke(long lateNanos) {
    longestDelay.accumulate(lateNanos);
  }

  /** By a writer, whose group began in that phase. */
  void took(int began, long nanos) {
    int ended = phase;
    if (began == CONTROL && ended == CONTROL) {
      longestControl.accumulate(nanos);
      controls.increment();
    } else if (began != CONTROL && ended != CONTROL && (began != ended || (began & 1) == 1)) {
      longestGroup.accumulate(nanos);
      groups.increment();
    }
  }

  /** The longest group that was open at some time during a snapshot. */
  long longestGroupMicros() {
    return longestGroup.get() / 1000;
  }

  /** The longest one of the same crowd while there was no snapshot. */
  long longestControlMicros() {
    return longestControl.get() / 1000;
  }

  long longestDelayMicros() {
    return longestDelay.get() / 1000;
  }

  long groups() {
    return groups.sum();
  }

  long controls() {
    return controls.sum();
  }
}
