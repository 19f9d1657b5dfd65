package io.holdstill.faults;

import io.holdstill.copy.Receipt;
import io.holdstill.copy.Request;
import io.holdstill.faults.boot.Effect;
import io.holdstill.faults.boot.Faulty;
import io.holdstill.faults.boot.Plan;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Runs in the forked JVM: the first operation of a kind fails, the second, the third, until a
 * snapshot is made that has no such operation left to fail.
 */
public final class SweepProgram {
  private static final int MOST = 20_000;
  private static final int MOST_KEPT = 500;

  /**
   * What a good snapshot may have suffered: closing what is done with, a buffer that a writer waits
   * for, a look that is taken again, and a writer's read of a block that the copier had saved by
   * then. Of /proc and descriptors more may be told than is needed.
   */
  private static final Pattern TOLERATED =
      Pattern.compile(
          "((source|destination):close|pool:buffer|source:stat|(proc|door):).*"
              + "|source:read .* by application-\\d+");

  private final Load load;
  private final Attempt attempt;
  private final Map<String, Integer> outcomes = new TreeMap<>();

  private SweepProgram(Path folder) throws Exception {
    Files.createDirectory(folder);
    Faulty.roles("" + folder.resolve("source"), "" + folder.resolve("copy"), "/nowhere");
    load = new Load(folder.resolve("source"), 2);
    attempt = new Attempt(folder, load);
  }

  /** Arguments: a folder, and then {@code KIND EFFECT} again and again. */
  public static void main(String[] args) throws Exception {
    SweepProgram program = new SweepProgram(Path.of(args[0]));
    program.warmUp();
    for (int i = 1; i < args.length; i += 2) {
      program.sweep(args[i], Effect.valueOf(args[i + 1]), false);
      // Closing what was only read does not fail as a device does for good.
      program.sweep("(?!.*:close)" + args[i], Effect.valueOf(args[i + 1]), true);
    }
    program.load.requireUntouched();
    program.load.close();
    System.out.println("outcomes: " + program.outcomes);
    System.out.println("faults: " + Request.attribute("SuppressedFaults"));
  }

  private void warmUp() throws Exception {
    load.awaitProgress(20);
    Plan census = new Plan(Effect.NONE, ".*", false, 1, true);
    attempt.suffer(census).orFail();
    System.out.println("census: " + census.census());
  }

  private void sweep(String kind, Effect effect, boolean forGood) throws Exception {
    int descriptors = descriptors();
    int n = 0;
    Plan plan;
    long begun = System.nanoTime();
    do {
      plan = new Plan(effect, kind, false, ++n, forGood);
      Receipt receipt = attempt.suffer(plan);
      if (plan.reached()) {
        String victim = plan.victim().split(" ")[0];
        outcomes.merge(victim + " " + effect + " " + receipt.verdict(), 1, Integer::sum);
        Attempt.require(
            !receipt.consistent() || TOLERATED.matcher(plan.victim()).matches(),
            "an error was passed over: " + plan.victim() + ": " + receipt);
      } else {
        receipt.orFail();
      }
      if (descriptors() > descriptors + MOST_KEPT) { // nobody could look at them; now one can
        attempt.suffer(new Plan(Effect.NONE, kind, false, 1, false)).orFail();
      }
    } while (plan.reached() && n < MOST);
    load.requireUntouched();
    Attempt.require(!plan.reached(), "it has no end: " + plan);
    Attempt.require(n > 1, "nothing of the kind is done any more: " + plan);
    Attempt.require(
        descriptors() <= descriptors,
        descriptors() + " descriptors after, before " + descriptors + ": " + plan);
    System.out.println(
        "swept: "
            + kind
            + " "
            + effect
            + (forGood ? " for good: " : " once: ")
            + (n - 1)
            + " in "
            + (System.nanoTime() - begun) / 1_000_000
            + " ms, longest group "
            + load.worstMicros()
            + " us");
  }

  private static int descriptors() {
    return new File("/proc/self/fd").list().length;
  }
}
