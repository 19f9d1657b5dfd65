package io.holdstill.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The group ends that are not looked at, and why. */
final class LeftOut {
  private static final int MOST_NAMED = 20;
  private static final int MOST_REASONS = 3;
  private static final Why OVERLAP =
      new Why("another group that touched the same files was open", "");
  private static final String EXCLUDE =
      "what is not recorded cannot be checked; leave such a file out with exclude";

  /**
   * @param advice what to do; empty where all is well
   */
  record Why(String reason, String advice) {
    @Override
    public String toString() {
      return reason + (advice.isEmpty() ? "" : " (" + advice + ")");
    }
  }

  /** Below or above the number something is not known. */
  private record Bound(long number, Why why) {}

  private final List<Bound> before = new ArrayList<>();
  private final List<Bound> after = new ArrayList<>();
  private final Map<Why, List<ReplayPoint>> byReason = new LinkedHashMap<>();
  private final List<ReplayPoint> all = new ArrayList<>();
  private boolean spoilt;

  /** The files may have been copied in the middle of a group; later they are right. */
  void before(long number, Why why) {
    before.add(new Bound(number, why));
  }

  /** Something that happened is not in the record. */
  void after(long number, Why why) {
    after.add(new Bound(number, why));
  }

  /**
   * @param overlapped where the point is unclean: because another group was open
   * @return the point; unclean, and kept here, if anything is said against it
   */
  ReplayPoint judge(ReplayPoint point, boolean overlapped) {
    for (Bound bound : after) {
      if (point.number() > bound.number()) {
        spoilt = true;
        return keep(point.unclean(bound.why().reason()), bound.why());
      }
    }
    for (Bound bound : before) {
      if (point.number() < bound.number()) {
        return keep(point.unclean(bound.why().reason()), bound.why());
      }
    }
    if (!point.unclean().isEmpty()) {
      spoilt |= !overlapped;
      keep(point, overlapped ? OVERLAP : new Why(point.unclean(), EXCLUDE));
    }
    return point;
  }

  private ReplayPoint keep(ReplayPoint point, Why why) {
    byReason.computeIfAbsent(why, any -> new ArrayList<>()).add(point);
    all.add(point);
    return point;
  }

  boolean has(Why why) {
    return byReason.containsKey(why);
  }

  /** In order. */
  List<ReplayPoint> points() {
    return List.copyOf(all);
  }

  /**
   * True if something happened to the files that the record does not have: other than for groups
   * that overlapped, there would be more to check.
   */
  boolean spoilt() {
    return spoilt;
  }

  /**
   * For a report; empty where none was left out.
   *
   * @param ends how many group ends there are
   */
  String told(int ends) {
    List<String> told = new ArrayList<>();
    byReason.forEach((why, points) -> told.add(told(why, points, ends)));
    int more = told.size() - MOST_REASONS;
    return String.join("; ", told.subList(0, Math.min(MOST_REASONS, told.size())))
        + (more > 0 ? "; and more for " + more + " other reasons" : "");
  }

  private static String told(Why why, List<ReplayPoint> points, int ends) {
    String numbers =
        points.stream()
            .limit(MOST_NAMED)
            .map(point -> String.valueOf(point.number()))
            .collect(Collectors.joining(", "));
    return "left out, as "
        + why.reason()
        + ": "
        + points.size()
        + " of "
        + ends
        + " group ends: "
        + numbers
        + (points.size() > MOST_NAMED ? ", …" : "")
        + (why.advice().isEmpty() ? "" : " (" + why.advice() + ")");
  }
}
