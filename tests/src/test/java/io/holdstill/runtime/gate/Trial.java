package io.holdstill.runtime.gate;

import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A group of two plain writes, and a search that looks at them at the instant. */
@State
public class Trial {
  private static final int ATTEMPTS = 3;

  int first;
  int second;

  /** The word that the group read as it entered. */
  long entered;

  private long instant;
  private int firstThen;
  private int secondThen;

  void group(Writer writer) {
    writer.enter();
    first = 1;
    second = 1;
    entered = writer.openWord;
    writer.leave();
  }

  /** Without {@code Quiescer}'s manners: three attempts at once. */
  void seek(long holdNanos) {
    for (int i = 0; i < ATTEMPTS && instant == 0; i++) {
      long raised = Barrier.raise(holdNanos);
      if (Barrier.empty()) {
        firstThen = first;
        secondThen = second;
        long next = Barrier.nextEpoch();
        instant = Barrier.cut(raised) ? next : 0;
      }
      Barrier.lower(raised);
      Barrier.wake();
    }
  }

  void tell(III_Result found) {
    if (instant != 0) {
      found.r1 = entered < instant ? 1 : 2;
      found.r2 = firstThen;
      found.r3 = secondThen;
    }
  }
}
