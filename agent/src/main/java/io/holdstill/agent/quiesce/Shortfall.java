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
  private long sufficientNanos;

  void failed(long since, List<Occupant> inside) {
    if (watched.size() < MOST_WATCHED && !inside.isEmpty()) {
      watched.add(new Attempt(since, new ArrayList<>(inside)));
    }
  }

  void look(long now) {
    for (Iterator<Attempt> each = watched.iterator(); each.hasNext(); ) {
      Attempt attempt = each.next();
      attempt.inside().removeIf(occupant -> !occupant.stillInside());
      if (attempt.inside().isEmpty()) {
        long needed = now - attempt.since();
        sufficientNanos = sufficientNanos == 0 ? needed : Math.min(sufficientNanos, needed);
        each.remove();
      }
    }
  }

  /** 0 where none of those in the way has left yet. */
  long sufficientNanos() {
    return sufficientNanos;
  }
}
