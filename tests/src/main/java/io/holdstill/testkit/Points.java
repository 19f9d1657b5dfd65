package io.holdstill.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The group ends of one journal, and the files at each. */
final class Points implements AutoCloseable {
  static final String DOOR = "io.holdstill.agent.replay.TestKitDoor";
  static final String ONE = "holdstill.replay.point";

  private final Door door;
  private final Object replay;
  private final OpenGroups open;
  private final List<ReplayPoint> clean = new ArrayList<>();
  private final Map<Long, ReplayPoint> own = new HashMap<>();
  private final LeftOut leftOut = new LeftOut();
  private ReplayPoint last;
  private int ends;

  /**
   * @param base null where nothing was there
   * @param source the absolute path that a plain base stands for, null where a manifest tells it
   * @param excludes globs of names below the source that are none of it
   * @throws IllegalStateException if the journal is not whole
   */
  static Points open(
      ClassLoader rooms,
      Path journal,
      Path base,
      String source,
      List<String> excludes,
      OpenGroups open) {
    Door door = Door.of(rooms, DOOR);
    Class<?>[] types = {Path.class, Path.class, String.class, long.class, List.class};
    Object replay = door.call("open", types, journal, base, source, -1L, excludes);
    Points points = new Points(door, replay, open);
    try {
      points.requireWhole(journal);
      points.read();
    } catch (RuntimeException e) {
      points.close();
      throw e;
    }
    return points;
  }

  private Points(Door door, Object replay, OpenGroups open) {
    this.door = door;
    this.replay = replay;
    this.open = open;
  }

  /** Fewer points than groups must never look like success. */
  private void requireWhole(Path journal) {
    String missing = (String) door.call("missing", new Class<?>[] {Object.class}, replay);
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "the journal " + journal + " is not whole, so nothing is replayed: " + missing);
    }
  }

  @SuppressWarnings("unchecked") // typed by the JDK alone, and checked as each field is read
  private void read() {
    List<Map<String, Object>> told =
        (List<Map<String, Object>>) door.call("points", new Class<?>[] {Object.class}, replay);
    // The first is the base itself, which no group made.
    List<Map<String, Object>> recorded = told.subList(Math.min(1, told.size()), told.size());
    open.leaveOut(recorded, leftOut);
    for (Map<String, Object> each : recorded) {
      last = leftOut.judge(ReplayPoint.of(each), (Boolean) each.get("overlapped"));
      own.put(last.number(), last);
      if (last.unclean().isEmpty()) {
        clean.add(last);
      }
    }
    ends = recorded.size();
  }

  List<ReplayPoint> clean() {
    return List.copyOf(clean);
  }

  List<ReplayPoint> unclean() {
    return leftOut.points();
  }

  /** All that are clean, or the one that a property names. */
  List<ReplayPoint> tried() {
    String one = System.getProperty(ONE);
    if (clean.isEmpty()) {
      throw new IllegalStateException(
          leftOut.points().isEmpty()
              ? joined(
                  "no write group was recorded; check that the program writes below the directory",
                  open.told(leftOut))
              : "no group end is clean: " + toldOfAll());
    }
    return one == null ? clean() : List.of(named(one));
  }

  private ReplayPoint named(String number) {
    for (ReplayPoint point : clean) {
      if (String.valueOf(point.number()).equals(number.strip())) {
        return point;
      }
    }
    throw new IllegalStateException(
        "-D"
            + ONE
            + "="
            + number
            + " names no clean group end; this journal's are "
            + clean.get(0).number()
            + " to "
            + clean.get(clean.size() - 1).number());
  }

  /**
   * For a report: what was left out, and groups that were open at either end of the recording.
   * Empty where there is nothing, or one point alone was asked for.
   */
  String told() {
    return System.getProperty(ONE) == null ? toldOfAll() : "";
  }

  private String toldOfAll() {
    String told = leftOut.told(ends);
    boolean known = last == null || told.contains(last.unclean());
    // Of those that overlapped the last alone, which ends what can be checked.
    return joined(told, known ? "" : "at the last, " + last.unclean(), open.told(leftOut));
  }

  static String joined(String... some) {
    return Stream.of(some).filter(each -> !each.isEmpty()).collect(Collectors.joining("; "));
  }

  /** None where one point alone was asked for. */
  List<ReplayPoint> leftOut() {
    return System.getProperty(ONE) == null ? unclean() : List.of();
  }

  /**
   * Something happened to the files that cannot be checked: it is not in the record, or the files
   * are not known from somewhere up to the end.
   */
  boolean spoilt() {
    return System.getProperty(ONE) == null && (leftOut.spoilt() || !last.unclean().isEmpty());
  }

  /**
   * Those of another journal have the same numbers, and mean other files.
   *
   * @throws IllegalArgumentException if one of them is not of this journal
   */
  void requireOwn(List<ReplayPoint> some) {
    for (ReplayPoint point : some) {
      if (point == null || !point.equals(own.get(point.number()))) {
        throw new IllegalArgumentException(
            (point == null ? "null" : "the point of number " + point.number())
                + " is none of this recording's points; take those that points() and unclean() of"
                + " the same recording return");
      }
    }
  }

  /**
   * @throws IllegalStateException if one of them cannot be laid out
   */
  void requireClean(List<ReplayPoint> some) {
    for (ReplayPoint point : some) {
      if (!point.unclean().isEmpty()) {
        throw new IllegalStateException(
            point + ": the files need never have stood so: " + point.unclean());
      }
    }
  }

  /** Into an empty directory, or one that is not there. Forwards is cheap, going back is not. */
  void materialise(ReplayPoint point, Path into) {
    requireClean(List.of(point));
    door.call(
        "materialise",
        new Class<?>[] {Object.class, long.class, Path.class},
        replay,
        point.number(),
        into.toAbsolutePath());
  }

  @Override
  public void close() {
    door.call("close", new Class<?>[] {Object.class}, replay);
  }
}
