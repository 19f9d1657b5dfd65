package io.holdstill.schedules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The protocols of the barrier, its leases, claims, the pool and the copier, in many orders: from
 * seeds, and by plan: those in which one turn ends before it must, then those in which two do.
 * {@code -Dholdstill.schedules=N} draws so many; {@code -Dholdstill.schedule=S} plays the one that
 * a failure names. If nothing is said there are so few plans that only those with one such turn are
 * all tried; with {@code -Dholdstill.schedules.planned=N} those with two must be, or it fails.
 */
class SchedulesTest {
  private static final int DRAWN = Integer.getInteger("holdstill.schedules", 1_500);
  private static final int DRAWN_FOR_MUTANTS = 20_000;
  private static final int TURNS = Integer.getInteger("holdstill.schedules.turns", 2);
  private static final String PLANNED = "holdstill.schedules.planned";
  private static final long MOST = Long.getLong(PLANNED, 1_000);
  private static final int ALL_WITH = System.getProperty(PLANNED) == null ? 1 : TURNS;
  private static final long FIRST = Long.getLong("holdstill.seed", 1);
  private static final String AGAIN = System.getProperty("holdstill.schedule");

  @ParameterizedTest
  @EnumSource
  void everyOrderComesOutRight(Scenes scene) {
    Exploration exploration = new Exploration(scene, null);
    if (AGAIN != null) {
      exploration.again(AGAIN);
    } else {
      int all = exploration.planned(TURNS, MOST);
      String tried = exploration + ", all in which at most " + all + " turns end early";
      System.out.println(tried + (all < TURNS ? ", and some with one more" : ""));
      if (exploration.found == null) {
        assertTrue(all >= ALL_WITH, () -> tried + ": cut off by -D" + PLANNED + "=" + MOST);
      }
      exploration.drawn(FIRST, DRAWN);
      System.out.println(exploration);
    }
    if (exploration.found != null) {
      throw new AssertionError("" + exploration, exploration.failure);
    }
  }

  /** What cannot be found shows nothing: each broken engine is found, and by its schedule again. */
  @ParameterizedTest
  @EnumSource
  void aBrokenOneIsFound(Mutants mutant) {
    Exploration exploration = new Exploration(mutant.scene, mutant);
    exploration.drawn(FIRST, DRAWN_FOR_MUTANTS);
    System.out.println(exploration);
    assertNotNull(exploration.found, () -> mutant + " lives after " + exploration);
    String seed = exploration.found.split(" ")[1];
    Exploration again = new Exploration(mutant.scene, mutant).again(seed);
    assertNotNull(again.found, () -> "not played again: " + exploration);
    assertEquals(exploration.failure.getMessage(), again.failure.getMessage());
  }
}
