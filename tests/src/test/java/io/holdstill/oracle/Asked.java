package io.holdstill.oracle;

import java.nio.file.Path;

/**
 * A snapshot that came to something: asked for at {@code begin}, there at {@code end}, by the clock
 * of the groups.
 *
 * @param point when it says to be from, by the same clock
 * @param copy where the tree's copy lies
 */
record Asked(long begin, long end, long point, Path copy, String receipt) {
  /** It must be in: it had ended when the snapshot was asked for. */
  boolean surelyIn(Group group) {
    return group.ended() < begin;
  }

  boolean surelyOut(Group group) {
    return group.begun > end;
  }

  boolean open(Group group) {
    return !surelyIn(group) && !surelyOut(group);
  }
}
