package io.holdstill.oracle;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * One way to explain a place's copy: of the groups that touched the place and of which time alone
 * does not tell, these are in the snapshot and those are not.
 */
record Reading(Set<Group> in, Set<Group> out) {
  /** Collects the groups of one explanation. */
  static final class Sorting {
    private final Asked asked;
    private final Set<Group> in = new LinkedHashSet<>();
    private final Set<Group> out = new LinkedHashSet<>();
    private boolean possible = true;

    Sorting(Asked asked) {
      this.asked = asked;
    }

    void put(Group group, boolean inside) {
      Set<Group> here = inside ? in : out;
      Set<Group> there = inside ? out : in;
      if (inside ? asked.surelyOut(group) : asked.surelyIn(group)) {
        possible = false;
      }
      here.add(group);
      possible &= !there.contains(group);
    }

    /** Null if it splits a group, or goes against the clock. */
    Reading reading() {
      if (!possible) {
        return null;
      }
      in.removeIf(asked::surelyIn);
      out.removeIf(asked::surelyOut);
      return new Reading(in, out);
    }
  }
}
