package io.holdstill.testkit;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lays points out, each in a directory of its own, for threads that ask for them in about their
 * order. One that is asked for a little early has those before it laid out as well.
 */
final class Stage {
  private static final int AHEAD = 64;

  private final Points points;
  private final List<ReplayPoint> order;
  private final Map<ReplayPoint, Integer> places = new HashMap<>();
  private final Map<ReplayPoint, Path> laid = new HashMap<>();
  private final Path home = Scratch.directory("points");
  private int directories;
  private int next;

  Stage(Points points, List<ReplayPoint> order) {
    this.points = points;
    this.order = order;
    for (int i = 0; i < order.size(); i++) {
      places.put(order.get(i), i);
    }
  }

  /** The caller's from here on, to be removed after use. */
  synchronized Path take(ReplayPoint point) {
    Path ready = laid.remove(point);
    if (ready != null) {
      return ready;
    }
    int index = places.getOrDefault(point, -1);
    if (index < next || index >= next + AHEAD) {
      return lay(point); // out of any order: costs what it costs
    }
    while (next < index) {
      ReplayPoint earlier = order.get(next++);
      laid.put(earlier, lay(earlier));
    }
    next++;
    return lay(point);
  }

  private Path lay(ReplayPoint point) {
    Path into = home.resolve(point.number() + "-" + ++directories);
    points.materialise(point, into);
    return into;
  }
}
