package io.holdstill.endurance;

import java.util.Random;

/**
 * What one group of one thread does. It follows from the seed alone, so that the judge can say what
 * every slot must hold after the thread's group number n, whatever n is.
 *
 * @param slots one for each write, in order; a slot may come twice
 * @param nanos how long it lasts, at least
 * @param parked it lasts asleep, not awake
 */
record GroupPlan(int thread, long group, int[] slots, long nanos, boolean parked) {
  private static final int LEAST_WRITES = 2;
  private static final int MOST_WRITES = 50;
  private static final double SHORTEST_NANOS = 10_000;
  private static final double LONGEST_TO_SHORTEST = 1_000;

  static GroupPlan of(long seed, int thread, long group) {
    Random random =
        new Random(seed + 0x9E3779B97F4A7C15L * (group * SlotDescriptor.THREADS + thread));
    int[] slots = new int[LEAST_WRITES + random.nextInt(MOST_WRITES - LEAST_WRITES + 1)];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = random.nextInt(SlotDescriptor.SLOTS);
    }
    double nanos = SHORTEST_NANOS * Math.pow(LONGEST_TO_SHORTEST, random.nextDouble());
    return new GroupPlan(thread, group, slots, (long) nanos, random.nextBoolean());
  }
}
