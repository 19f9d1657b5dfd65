package io.holdstill.agent.quiesce;

import io.holdstill.runtime.gate.Occupant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Learns which hold would have been long enough: watches until those who were inside at a failed
 * attempt have left.
 */
final class Shortfall {
  private static final int MOST_WATCHED = 16;

  private record Attempt(long since, List<Occupant> inside) {}

  private final List<Attempt> watched = new ArrayList<>();
  private final List<Long> lasted = new ArrayList<>();
  private long longestHoldNanos;

  /**
   * @param holdNanos how long the barrier was raised, in vain
   */
  void failed(long since, long holdNanos, List<Occupant> inside) {
    longestHoldNanos = Math.max(longestHoldNanos, holdNanos);
    if (watched.size() < MOST_WATCHED && !inside.isEmpty()) {
      watched.add(new Attempt(since, new ArrayList<>(inside)));
    }
  }

  void look(long now) {
    for (Iterator<Attempt> each = watched.iterator(); each.hasNext(); ) {
      Attempt attempt = each.next();
      attempt.inside().removeIf(occupant -> !occupant.stillInside());
      if (attempt.inside().isEmpty()) {
        lasted.add(now - attempt.since());
        each.remove();
      }
    }
  }

  /**
   * 0 where nobody in the way has left, or only sooner than a hold that failed all the same: such a
   * group needs writers that the barrier holds, and no hold would have served.
   */
  long sufficientNanos() {
    return lasted.stream()
        .mapToLong(Long::longValue)
        .filter(nanos -> nanos > longestHoldNanos)
        .min()
        .orElse(0);
  }
}
