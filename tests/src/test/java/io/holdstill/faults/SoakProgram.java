package io.holdstill.faults;

import io.holdstill.copy.Receipt;
import io.holdstill.copy.Request;
import io.holdstill.faults.boot.Effect;
import io.holdstill.faults.boot.Plan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs in the forked JVM: snapshots back to back, and what they cost the process. */
public final class SoakProgram {
  private static final int BETWEEN_LOOKS = 10;
  private static final Plan NOTHING = new Plan(Effect.NONE, "none", true, 1, true);

  private SoakProgram() {}

  /** Arguments: a folder, and for how many seconds. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    long nanos = Long.parseLong(args[1]) * 1_000_000_000L;
    List<Usage> usages = new ArrayList<>();
    int snapshots = 0;
    try (Load load = new Load(folder.resolve("source"), 3)) {
      Attempt attempt = new Attempt(folder, load);
      load.awaitProgress(20);
      long since = System.nanoTime();
      while (System.nanoTime() - since < nanos) {
        Path copy = attempt.next();
        Receipt receipt = attempt.request(copy).take().orFail();
        attempt.judge(copy, receipt, NOTHING);
        if (++snapshots % BETWEEN_LOOKS == 0) {
          usages.add(Usage.look());
        }
      }
      load.requireUntouched();
      System.out.println("soaked: " + snapshots + " snapshots, " + load.groups() + " groups");
    }
    System.out.println("faults: " + Request.faults());
    System.out.println("state: " + Request.attribute("StateReason"));
    String grown = Usage.grown(usages);
    System.out.println("first: " + usages.get(0) + ", last: " + usages.get(usages.size() - 1));
    System.out.println("grown: " + grown);
  }
}
