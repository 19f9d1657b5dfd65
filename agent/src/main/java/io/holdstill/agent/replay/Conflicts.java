package io.holdstill.agent.replay;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which boundaries are not clean. A group that was open when another, with which it shares
 * something, ended, spoils the boundaries from that one's end until its own: the operations of the
 * two may interleave, and a state with one and without the other need never have been.
 */
final class Conflicts {
  /**
   * @param open the group that was open
   * @param ended the one that ended meanwhile
   * @param shared a file's id, or what {@link Touches} has
   */
  record Conflict(SurveyedGroup open, SurveyedGroup ended, Object shared) {
    long from() {
      return ended.number;
    }

    /** Inclusive. */
    long to() {
      return open.number - 1;
    }
  }

  private final long at;
  private final List<Conflict> found = new ArrayList<>();

  /** Of ended groups alone, each list in the order in which they ended. */
  private final Map<Object, List<SurveyedGroup>> files = new HashMap<>();

  private final Map<Object, List<SurveyedGroup>> directories = new HashMap<>();
  private final Map<Object, List<SurveyedGroup>> changed = new HashMap<>();
  private final Map<Object, List<SurveyedGroup>> used = new HashMap<>();
  private final Map<Object, List<SurveyedGroup>> named = new HashMap<>();
  private Conflict earliest;

  Conflicts(long at) {
    this.at = at;
  }

  List<Conflict> all() {
    return found;
  }

  void ended(SurveyedGroup group) {
    look(group);
    Touches touches = group.touches;
    group.touches = null;
    enter(touches.files, files, group);
    enter(touches.named, named, group);
    enter(touches.directories, directories, group);
    enter(touches.changed, changed, group);
    enter(touches.used, used, group);
  }

  void neverEnded(SurveyedGroup group) {
    look(group);
  }

  private void look(SurveyedGroup group) {
    earliest = null;
    look(group, group.touches.files, files);
    look(group, group.touches.named, named);
    look(group, group.touches.directories, directories);
    look(group, group.touches.changed, used);
    look(group, group.touches.used, changed);
    if (earliest != null) {
      found.add(earliest);
    }
  }

  private void look(
      SurveyedGroup group, Collection<?> touched, Map<Object, List<SurveyedGroup>> index) {
    for (Object each : touched) {
      SurveyedGroup other = firstAfter(index.get(each), Math.max(at, group.began));
      boolean earlier = earliest == null || other != null && other.number < earliest.from();
      if (other != null && other.number < group.number && earlier) {
        earliest = new Conflict(group, other, each);
      }
    }
  }

  private static SurveyedGroup firstAfter(List<SurveyedGroup> ended, long number) {
    if (ended == null || ended.get(ended.size() - 1).number <= number) {
      return null;
    }
    int low = 0;
    int high = ended.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ended.get(middle).number > number) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return ended.get(low);
  }

  private static void enter(
      Collection<?> touched, Map<Object, List<SurveyedGroup>> index, SurveyedGroup group) {
    for (Object each : touched) {
      index.computeIfAbsent(each, key -> new ArrayList<>(1)).add(group);
    }
  }
}
