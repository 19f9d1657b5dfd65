package io.holdstill.oracle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides whether one snapshot can be explained; see the package for what that means. Each place
 * says which of the groups in flight its copy may contain; a search looks for one answer of each
 * place such that all agree, and for an instant within the request at which just those had ended.
 */
final class Judge {
  /** The instant that is claimed is read from another clock. */
  private static final long CLOCKS_APART_NANOS = 5_000_000;

  private final Collection<? extends Place> places;

  Judge(Collection<? extends Place> places) {
    this.places = places;
  }

  /** Empty, or why the snapshot is not of one instant. */
  String judge(Asked asked) throws IOException {
    List<Set<Reading>> all = new ArrayList<>();
    StringBuilder unexplained = new StringBuilder();
    for (Place place : places) {
      Set<Reading> readings = place.readings(asked);
      if (readings.isEmpty()) {
        unexplained.append("nothing explains ").append(place.found(asked)).append('\n');
      }
      all.add(readings);
    }
    if (unexplained.length() > 0) {
      return unexplained.toString();
    }
    all.sort(Comparator.comparing(Set::size));
    return search(asked, all, 0, new HashMap<>()) ? "" : disagreement(asked);
  }

  private static boolean search(
      Asked asked, List<Set<Reading>> all, int next, Map<Group, Boolean> known) {
    if (next == all.size()) {
      return instant(asked, known);
    }
    for (Reading reading : all.get(next)) {
      Map<Group, Boolean> more = with(known, reading);
      if (more != null && search(asked, all, next + 1, more)) {
        return true;
      }
    }
    return false;
  }

  /** Null if they disagree. */
  private static Map<Group, Boolean> with(Map<Group, Boolean> known, Reading reading) {
    Map<Group, Boolean> more = new HashMap<>(known);
    for (Group group : reading.in()) {
      if (Boolean.FALSE.equals(more.put(group, true))) {
        return null;
      }
    }
    for (Group group : reading.out()) {
      if (Boolean.TRUE.equals(more.put(group, false))) {
        return null;
      }
    }
    return more;
  }

  /**
   * Is there one at which all that are in were over, and none that is out was open? By their
   * operations: a group may last long, and its operations of two places lie far apart.
   */
  private static boolean instant(Asked asked, Map<Group, Boolean> known) {
    long earliest = asked.begin();
    long latest = asked.end();
    for (Map.Entry<Group, Boolean> each : known.entrySet()) {
      if (each.getValue()) {
        earliest = Math.max(earliest, each.getKey().doneFrom());
      } else {
        latest = Math.min(latest, each.getKey().undoneUntil());
      }
    }
    return earliest <= latest
        && earliest - CLOCKS_APART_NANOS <= asked.point()
        && asked.point() <= latest + CLOCKS_APART_NANOS;
  }

  private String disagreement(Asked asked) throws IOException {
    StringBuilder said =
        new StringBuilder("each place has an explanation, but no instant has them all;")
            .append(" asked from ")
            .append(asked.begin())
            .append(" to ")
            .append(asked.end())
            .append(", it says ")
            .append(asked.point())
            .append('\n');
    for (Place place : places) {
      for (Reading reading : place.readings(asked)) {
        said.append(place).append(": in ").append(shown(reading.in()));
        said.append(", out ").append(shown(reading.out())).append('\n');
      }
    }
    return said.toString();
  }

  private static String shown(Set<Group> groups) {
    return groups.stream()
        .map(g -> g + " [" + g.undoneUntil() + ", " + g.doneFrom() + "]")
        .toList()
        .toString();
  }
}
