package io.holdstill.oracle;

import io.holdstill.choke.Description;
import io.holdstill.choke.Plot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * A plot, changed through any choke point there is. Its lock is held for one operation, not for a
 * group: the operations are in one known order, and the groups they belong to overlap.
 */
final class OrderedPlace implements Place {
  private final Path tree;
  private final Plot plot;
  private final ConcurrentSkipListMap<Long, Group> steps = new ConcurrentSkipListMap<>();

  OrderedPlace(Path tree, Plot plot) {
    this.tree = tree;
    this.plot = plot;
  }

  void step(Group group, boolean stamped) throws IOException {
    long begin = System.nanoTime();
    steps.put(plot.step(stamped), group);
    group.did(begin, System.nanoTime());
  }

  int steps() {
    return steps.size();
  }

  void close() throws IOException {
    plot.close();
  }

  /** Empty, or how the live files differ from what the plot takes them for. */
  String live() throws IOException {
    Map<String, String> found = Description.of(plot.home);
    Map<String, String> known = plot.at(steps.isEmpty() ? 0 : steps.lastKey());
    return found.equals(known) ? "" : differences(known, found);
  }

  @Override
  public Set<Reading> readings(Asked asked) throws IOException {
    Map<String, String> found = Description.of(copy(asked));
    Set<Reading> readings = new LinkedHashSet<>();
    long most = most(asked);
    for (long version = least(asked); version <= most; version++) {
      if (plot.at(version).equals(found)) {
        Reading reading = reading(asked, version);
        if (reading != null) {
          readings.add(reading);
        }
      }
    }
    return readings;
  }

  private Path copy(Asked asked) {
    return asked.copy().resolve(tree.relativize(plot.home));
  }

  /** All up to the last step of a group that had ended must be there. */
  private long least(Asked asked) {
    for (Map.Entry<Long, Group> step : steps.descendingMap().entrySet()) {
      if (asked.surelyIn(step.getValue())) {
        return step.getKey();
      }
    }
    return 0;
  }

  private long most(Asked asked) {
    for (Map.Entry<Long, Group> step : steps.entrySet()) {
      if (asked.surelyOut(step.getValue())) {
        return step.getKey() - 1;
      }
    }
    return steps.isEmpty() ? 0 : steps.lastKey();
  }

  private Reading reading(Asked asked, long version) {
    Reading.Sorting sorting = new Reading.Sorting(asked);
    steps.forEach((step, group) -> sorting.put(group, step <= version));
    return sorting.reading();
  }

  @Override
  public String found(Asked asked) throws IOException {
    Map<String, String> found = Description.of(copy(asked));
    StringBuilder said = new StringBuilder(this + ", which was between versions ");
    said.append(least(asked)).append(" and ").append(most(asked)).append('\n');
    for (long version = 0; version <= (steps.isEmpty() ? 0 : steps.lastKey()); version++) {
      if (plot.at(version).equals(found)) {
        said.append("  it is version ").append(version).append("; ").append(around(version));
        return said.toString();
      }
    }
    long nearest = nearest(asked, found);
    said.append("  it is no version; unlike ").append(nearest).append(", the nearest:\n");
    said.append(differences(plot.at(nearest), found));
    return said.append(around(nearest)).toString();
  }

  private long nearest(Asked asked, Map<String, String> found) {
    long nearest = least(asked);
    long fewest = Long.MAX_VALUE;
    for (long version = nearest; version <= most(asked); version++) {
      long count = differences(plot.at(version), found).lines().count();
      if (count < fewest) {
        nearest = version;
        fewest = count;
      }
    }
    return nearest;
  }

  private String around(long version) {
    StringBuilder said = new StringBuilder();
    steps
        .subMap(version - 5, version + 6)
        .forEach(
            (step, group) ->
                said.append(
                    "\n    step %d of %s [%d, %d]"
                        .formatted(step, group, group.begun, group.ended())));
    return said.toString();
  }

  private static String differences(Map<String, String> wanted, Map<String, String> found) {
    Set<String> names = new TreeSet<>(wanted.keySet());
    names.addAll(found.keySet());
    names.removeIf(name -> found.containsKey(name) && found.get(name).equals(wanted.get(name)));
    StringBuilder said = new StringBuilder();
    for (String name : names) {
      said.append("    ").append(name).append(": ").append(wanted.get(name));
      said.append(" <> ").append(found.get(name)).append('\n');
    }
    return said.toString();
  }

  @Override
  public String toString() {
    return "plot " + plot.home.getFileName();
  }
}
