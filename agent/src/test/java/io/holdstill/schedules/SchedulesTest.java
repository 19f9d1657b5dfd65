package io.holdstill.schedules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The protocols of the barrier, its leases, claims, the pool and the copier, in many orders: from
 * seeds, and by plan: those in which one turn ends before it must, then those in which two do.
 * {@code -Dholdstill.schedules=N} draws so many, {@code -Dholdstill.schedules.planned=N} plans so
 * many; {@code -Dholdstill.schedule=S} plays the one that a failure names.
 */
class SchedulesTest {
  private static final int DRAWN = Integer.getInteger("holdstill.schedules", 1_500);
  private static final int DRAWN_FOR_MUTANTS = 20_000;
  private static final int TURNS = Integer.getInteger("holdstill.schedules.turns", 2);
  private static final long MOST = Long.getLong("holdstill.schedules.planned", 1_000);
  private static final long FIRST = Long.getLong("holdstill.seed", 1);
  private static final String AGAIN = System.getProperty("holdstill.schedule");

  @ParameterizedTest
  @EnumSource
  void everyOrderComesOutRight(Scenes scene) {
    Exploration exploration = new Exploration(scene, null);
    if (AGAIN != null) {
      exploration.again(AGAIN);
    } else {
      boolean all = exploration.planned(TURNS, MOST);
      System.out.println(
          exploration + (all ? ", all with " + TURNS + " turns" : ", the first planned"));
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
