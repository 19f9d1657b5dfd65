package io.holdstill.demo.driver;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** What the demo prints at its end: the table, and what it shows, in measured figures alone. */
record Outcome(DemoPlan plan, Score control, List<Score> ways) {

  void print(PrintStream out, HoldstillCopy holdstill) {
    out.printf(
        Locale.ROOT,
        "A file of %,d MiB, two threads that update it flat out (%,d updates/s undisturbed),%n"
            + "%d tries of each way, in turns.%n%n",
        plan.bytes() >> 20,
        control.updatesPerSecond(),
        control.tries());
    out.println(Table.of(control, ways));
    ways.forEach(way -> tell(out, way));
    if (!holdstill.heldMicros().isEmpty()) {
      tell(out, holdstill);
    }
    out.printf(
        "Stalls are by the writer's own clock: the longest update of each window. The first row%n"
            + "has no copy; its windows are as long as the Holdstill command before them.%n");
  }

  /** What its reports say, and what the one figure of the table leaves out. */
  private static void tell(PrintStream out, HoldstillCopy holdstill) {
    out.printf(
        "  Barrier raised for %s (median), %s at most. By its reports no writer waited for it%n"
            + "  longer than %s (median), %s at most. Its command, with the start of a JVM of its%n"
            + "  own, took %s (median).%n",
        Figures.median(holdstill.heldMicros()),
        Figures.longest(holdstill.heldMicros()),
        Figures.median(holdstill.gateMicros()),
        Figures.longest(holdstill.gateMicros()),
        Figures.median(holdstill.commandMicros()));
  }

  private static void tell(PrintStream out, Score way) {
    out.println(way.way().name() + ": " + way.right() + " copies right.");
    if (!way.troubles().isEmpty()) {
      out.println("  " + way.troubles().get(0) + ".");
    }
  }
}
