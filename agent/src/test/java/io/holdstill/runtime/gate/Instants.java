package io.holdstill.runtime.gate;

import io.holdstill.schedules.Hooks;
import java.util.ArrayList;
import java.util.List;

/**
 * Groups of two changes each, and the instants that were found: each group must be whole before an
 * instant or have begun after it, as the word that it read when it entered says.
 */
public final class Instants {
  private int inside;
  private int begun;
  private int ended;
  private final List<Group> groups = new ArrayList<>();
  private final List<Instant> instants = new ArrayList<>();

  private static final class Group {
    long entered;
    int begunAs;
    int endedAs;
  }

  private record Instant(long epoch, int begun, int ended, int inside) {}

  /** By a writer. */
  public void group() {
    Scenery.enter();
    Group group = new Group();
    group.entered = Scenery.entered();
    group.begunAs = ++begun;
    inside++;
    Hooks.point();
    inside--;
    group.endedAs = ++ended;
    groups.add(group);
    Scenery.leave();
  }

  private Instant looked;

  /** By the requester, just before the instant is marked. */
  public boolean look() {
    looked = new Instant(Barrier.nextEpoch(), begun, ended, inside);
    return true;
  }

  /** It has been marked. */
  public void found() {
    instants.add(looked);
  }

  public int count() {
    return instants.size();
  }

  public void check(int groupsWanted) {
    require(groups.size() == groupsWanted, "A WRITER WAS LOST: " + groups.size());
    for (Instant instant : instants) {
      require(instant.inside == 0, "SOMEBODY INSIDE at " + instant);
      for (Group group : groups) {
        boolean before = group.entered < instant.epoch;
        require(
            before ? group.endedAs <= instant.ended : group.begunAs > instant.begun,
            before ? "A GROUP UNSEEN at " + instant : "LET IN BEHIND THE BARRIER at " + instant);
      }
    }
  }

  public static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new AssertionError(otherwise);
    }
  }
}
