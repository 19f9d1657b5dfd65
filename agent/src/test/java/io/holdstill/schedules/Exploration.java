package io.holdstill.schedules;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs a scene in many orders, until one comes out wrong. */
final class Exploration {
  private final Scenes what;
  private final Mutants mutant;
  private Scene scene;
  long runs;
  long steps;

  /** How to see it again, or null where nothing went wrong. */
  String found;

  Throwable failure;

  /**
   * @param mutant of the engine, or null for the engine itself
   */
  Exploration(Scenes what, Mutants mutant) {
    this.what = what;
    this.mutant = mutant;
    this.scene = load();
    run(new Strategy.Drawn(0), null); // what is initialised by its first use, is
    runs = 0;
    steps = 0;
    if (failure != null) {
      found = null; // by one of the counted runs, if at all
      failure = null;
    }
  }

  /** Seeds from one on. */
  Exploration drawn(long first, int count) {
    for (long seed = first; seed < first + count && found == null; seed++) {
      run(new Strategy.Drawn(seed), "seed " + seed + " (-Dholdstill.schedule=" + seed + ")");
    }
    return this;
  }

  /**
   * Every order in which at most so many turns end before they must, those with fewer first; at
   * most so many runs.
   *
   * @return with how many such turns no order was left out; -1 where it was cut off before any
   */
  int planned(int turns, long most) {
    Deque<TreeMap<Integer, Integer>> plans = new ArrayDeque<>();
    plans.add(new TreeMap<>());
    for (long i = 0; i < most && !plans.isEmpty() && found == null; i++) {
      Strategy.Planned strategy = new Strategy.Planned(plans.poll());
      run(strategy, "plan " + strategy.plan + " (-Dholdstill.schedule='" + strategy.plan + "')");
      if (strategy.plan.size() < turns) {
        for (Map.Entry<Integer, List<Integer>> step : strategy.others.entrySet()) {
          for (int other : step.getValue()) {
            TreeMap<Integer, Integer> next = new TreeMap<>(strategy.plan);
            next.put(step.getKey(), other);
            plans.add(next);
          }
        }
      }
    }
    return plans.isEmpty() ? turns : plans.peek().size() - 1;
  }

  /** What {@link #found} names: a seed, or steps and who moves there. */
  Exploration again(String schedule) {
    if (!schedule.startsWith("{")) {
      return drawn(Long.parseLong(schedule), 1);
    }
    TreeMap<Integer, Integer> plan = new TreeMap<>();
    for (String each : schedule.substring(1, schedule.length() - 1).split(", ")) {
      String[] pair = each.split("=");
      plan.put(Integer.parseInt(pair[0]), Integer.parseInt(pair[1]));
    }
    run(new Strategy.Planned(plan), "plan " + plan);
    return this;
  }

  private Scene load() {
    return new WovenLoader(mutant == null ? List.of() : mutant.parts).scene(what.type);
  }

  private void run(Strategy strategy, String how) {
    Schedule schedule = new Schedule(scene, strategy);
    Throwable wrong = schedule.run();
    runs++;
    steps += schedule.chosen.size();
    if (wrong != null) {
      failure = wrong;
      found = how;
      scene = load(); // the other one is in the middle of something
    }
  }

  @Override
  public String toString() {
    return String.format(
        "%s%s: %,d schedules, %d steps each%s",
        what,
        mutant == null ? "" : ", " + mutant,
        runs,
        steps / Math.max(1, runs),
        found == null ? "" : "; found by " + found + ": " + failure);
  }
}
