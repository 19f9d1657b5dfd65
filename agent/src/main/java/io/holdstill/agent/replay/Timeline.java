package io.holdstill.agent.replay;

import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The boundaries from a base on, and which of them can be replayed to. */
final class Timeline {
  private final NavigableMap<Long, ReplayPoint> points = new TreeMap<>();
  private final Survey survey;
  private final SurveyedGroup halfDone;
  private final String missing;
  private final long last;

  Timeline(Survey survey, Rehearsal rehearsal) {
    this.survey = survey;
    this.halfDone = rehearsal.halfDone();
    rehearsal.points().forEach(point -> points.put(point.number(), point));
    missing =
        rehearsal.contradiction() == null
            ? survey.missing()
            : rehearsal.contradiction() + " (something changed the files and was not recorded)";
    last = rehearsal.contradiction() == null ? survey.last() : points.lastKey();
  }

  List<ReplayPoint> points() {
    return List.copyOf(points.values());
  }

  Survey survey() {
    return survey;
  }

  long first() {
    return points.firstKey();
  }

  /** The last entry up to which nothing is missing. */
  long last() {
    return last;
  }

  /** Why there is nothing beyond; null where the journal ends. */
  String missing() {
    return missing;
  }

  /** Beside the base. */
  long groupsUntil(long number) {
    return points.headMap(number, true).size() - 1;
  }

  /** The boundary that the state at an entry is that of. */
  ReplayPoint at(long number) {
    return points.floorEntry(number).getValue();
  }

  /**
   * @throws ReplayRefused unless the state at that entry can be claimed
   */
  void require(long number) throws ReplayRefused {
    if (number < first()) {
      throw new ReplayRefused(
          "entry "
              + number
              + " is older than the base, which stands at "
              + first()
              + advice(number),
          ReplayRefused.NONE,
          first());
    }
    if (number > last) {
      throw beyond("entry " + number + " cannot be replayed to");
    }
    String whyNot = whyNot(number);
    if (!whyNot.isEmpty()) {
      throw refused("entry " + number + " is no clean boundary: " + whyNot, number);
    }
  }

  /** The boundary's own reason, or that of a group which began after it and never ended. */
  private String whyNot(long number) {
    ReplayPoint point = at(number);
    boolean half = halfDone != null && halfDone.began < number && halfDone.began >= point.number();
    return half ? halfDone.shown() + " had changed the files meanwhile" : point.whyNot();
  }

  /** For what lies after the last entry that is good. */
  ReplayRefused beyond(String what) {
    String why = missing == null ? "the journal ends at entry " + last : missing;
    return refused(what + ": " + why, last + 1);
  }

  private ReplayRefused refused(String what, long number) {
    return new ReplayRefused(what + advice(number), goodBefore(number), goodAfter(number));
  }

  private String advice(long number) {
    long before = goodBefore(number);
    long after = goodAfter(number);
    if (before < 0) {
      return "; the nearest clean boundary is " + shown(after) + ": --until " + after;
    }
    String nearest =
        after < 0
            ? "; the last clean boundary before it is " + shown(before)
            : "; the nearest clean boundaries are " + shown(before) + " and " + shown(after);
    return nearest + ": --until " + before;
  }

  private String shown(long number) {
    return number + " (" + Instant.ofEpochMilli(points.get(number).endedMillis()) + ")";
  }

  /** {@link ReplayRefused#NONE} if there is none. */
  long goodBefore(long number) {
    return firstGood(points.headMap(number, false).descendingMap());
  }

  long goodAfter(long number) {
    return firstGood(points.tailMap(number, false));
  }

  private static long firstGood(NavigableMap<Long, ReplayPoint> some) {
    return some.values().stream()
        .filter(ReplayPoint::clean)
        .mapToLong(ReplayPoint::number)
        .findFirst()
        .orElse(ReplayRefused.NONE);
  }
}
