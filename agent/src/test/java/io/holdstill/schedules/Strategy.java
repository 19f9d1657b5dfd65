package io.holdstill.schedules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Who moves next. */
interface Strategy {
  /**
   * @param me whose turn it was; null at the start
   * @param ready who can go on; where nobody can, empty
   * @param waiting who could go on by letting time pass
   */
  Schedule.Task choose(
      int step, Schedule.Task me, List<Schedule.Task> ready, List<Schedule.Task> waiting);

  /**
   * From a seed: how often turns end is itself drawn, from at every second point to hardly ever.
   */
  final class Drawn implements Strategy {
    private final Random random;
    private final int stay;

    Drawn(long seed) {
      random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
      stay = 2 << random.nextInt(6);
    }

    @Override
    public Schedule.Task choose(
        int step, Schedule.Task me, List<Schedule.Task> ready, List<Schedule.Task> waiting) {
      if (ready.isEmpty() || !waiting.isEmpty() && random.nextInt(4 * stay) == 0) {
        return waiting.get(random.nextInt(waiting.size()));
      }
      if (ready.contains(me) && random.nextInt(stay) != 0) {
        return me;
      }
      return ready.get(random.nextInt(ready.size()));
    }
  }

  /**
   * Everybody goes on until he must wait, then it is the next one's turn, but for the given steps.
   * The next one's and not the first one's: two who spin would leave a third for ever alone.
   */
  final class Planned implements Strategy {
    final TreeMap<Integer, Integer> plan;

    /** For each step past the last of the plan: who else could have moved. */
    final Map<Integer, List<Integer>> others = new TreeMap<>();

    Planned(TreeMap<Integer, Integer> plan) {
      this.plan = plan;
    }

    @Override
    public Schedule.Task choose(
        int step, Schedule.Task me, List<Schedule.Task> ready, List<Schedule.Task> waiting) {
      List<Schedule.Task> all = new ArrayList<>(ready);
      all.addAll(waiting);
      Integer wanted = plan.get(step);
      Schedule.Task chosen = ready.contains(me) ? me : next(me, ready.isEmpty() ? all : ready);
      for (Schedule.Task each : all) {
        chosen = wanted != null && each.id == wanted ? each : chosen;
      }
      if (plan.isEmpty() || step > plan.lastKey()) {
        List<Integer> rest = new ArrayList<>();
        for (Schedule.Task each : all) {
          if (each != chosen) {
            rest.add(each.id);
          }
        }
        others.put(step, rest);
      }
      return chosen;
    }

    private static Schedule.Task next(Schedule.Task me, List<Schedule.Task> all) {
      for (Schedule.Task each : all) {
        if (me != null && each.id > me.id) {
          return each;
        }
      }
      return all.get(0);
    }
  }
}
