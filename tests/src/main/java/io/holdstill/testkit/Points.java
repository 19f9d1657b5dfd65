package io.holdstill.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The group ends of one journal, and the files at each. */
final class Points implements AutoCloseable {
  static final String ONE = "holdstill.replay.point";
  private static final int MOST_NAMED = 20;

  private final Door door;
  private final Object open;
  private final List<ReplayPoint> clean = new ArrayList<>();
  private final List<ReplayPoint> unclean = new ArrayList<>();

  /**
   * @param base null where nothing was there
   * @param source the absolute path that a plain base stands for, null where a manifest tells it
   * @throws IllegalStateException if the journal is not whole
   */
  static Points open(ClassLoader rooms, Path journal, Path base, String source) {
    Door door = Door.of(rooms, "io.holdstill.agent.replay.TestKitDoor");
    Class<?>[] types = {Path.class, Path.class, String.class, long.class};
    Points points = new Points(door, door.call("open", types, journal, base, source, -1L));
    try {
      points.requireWhole(journal);
      points.read();
    } catch (RuntimeException e) {
      points.close();
      throw e;
    }
    return points;
  }

  private Points(Door door, Object open) {
    this.door = door;
    this.open = open;
  }

  /** Fewer points than groups must never look like success. */
  private void requireWhole(Path journal) {
    String missing = (String) door.call("missing", new Class<?>[] {Object.class}, open);
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "the journal " + journal + " is not whole, so nothing is replayed: " + missing);
    }
  }

  @SuppressWarnings("unchecked") // typed by the JDK alone, and checked as each field is read
  private void read() {
    List<Map<String, Object>> told =
        (List<Map<String, Object>>) door.call("points", new Class<?>[] {Object.class}, open);
    // The first is the base itself, which no group made.
    for (Map<String, Object> each : told.subList(Math.min(1, told.size()), told.size())) {
      ReplayPoint point = ReplayPoint.of(each);
      (point.unclean().isEmpty() ? clean : unclean).add(point);
    }
  }

  List<ReplayPoint> clean() {
    return List.copyOf(clean);
  }

  List<ReplayPoint> unclean() {
    return List.copyOf(unclean);
  }

  /** All that are clean, or the one that a property names. */
  List<ReplayPoint> tried() {
    String one = System.getProperty(ONE);
    if (clean.isEmpty()) {
      throw new IllegalStateException(
          unclean.isEmpty()
              ? "no write group was recorded; check that the program writes below the directory"
              : "no group end is clean: " + unclean.get(0).unclean());
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

  /** For a report; empty where none was left out, or one point alone was asked for. */
  String leftOut() {
    if (unclean.isEmpty() || System.getProperty(ONE) != null) {
      return "";
    }
    String numbers =
        unclean.stream()
            .limit(MOST_NAMED)
            .map(point -> String.valueOf(point.number()))
            .collect(Collectors.joining(", "));
    return "left out, as another group that touched the same files was open: "
        + unclean.size()
        + " of "
        + (clean.size() + unclean.size())
        + " group ends: "
        + numbers
        + (unclean.size() > MOST_NAMED ? ", …" : "");
  }

  /** Into an empty directory, or one that is not there. Forwards is cheap, going back is not. */
  void materialise(ReplayPoint point, Path into) {
    door.call(
        "materialise",
        new Class<?>[] {Object.class, long.class, Path.class},
        open,
        point.number(),
        into.toAbsolutePath());
  }

  @Override
  public void close() {
    door.call("close", new Class<?>[] {Object.class}, open);
  }
}
