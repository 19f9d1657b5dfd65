package io.holdstill.agent.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.agent.config.RequestOptions.Level;
import io.holdstill.agent.quiesce.Outcome;
import io.holdstill.runtime.gate.Barrier;
import io.holdstill.runtime.gate.Groups;
import io.holdstill.runtime.gate.Occupant;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who was in the way, and what would have served, is told. */
class BlameTest {
  private static final SnapshotRequest REQUEST =
      new SnapshotRequest(
          List.of(Path.of("/p")),
          Path.of("/p"),
          List.of(),
          Level.ANY,
          Duration.ZERO,
          Duration.ofMillis(1_500),
          false,
          false,
          false);

  private static Outcome outcome(long sufficientNanos, Outcome.InTheWay... who) {
    return new Outcome(false, 3, 0, sufficientNanos, List.of(who));
  }

  @Test
  void whatWouldHaveServedIsToldWhereItIsKnown() {
    String known = Blame.text(outcome(7_000_000), REQUEST);
    assertEquals("no snapshot point within 1500 ms; max-pause=7001us would have served", known);
    String unknown = Blame.text(outcome(0), REQUEST);
    assertTrue(unknown.contains("no longer max-pause is known to serve"), unknown);
  }

  @Test
  void whoWasInTheWayIsNamed() {
    Object group = Groups.begin("transfer");
    try {
      Occupant self =
          Barrier.inside().stream()
              .filter(one -> one.thread == Thread.currentThread())
              .findFirst()
              .orElseThrow();
      StackTraceElement[] stack = new Throwable().getStackTrace();
      Outcome outcome = outcome(0, new Outcome.InTheWay(self, stack));
      String text = Blame.text(outcome, REQUEST);
      String name = Thread.currentThread().getName();
      assertTrue(text.contains(": transfer in thread " + name + " was open"), text);
      Report.Blocker blocker = Blame.of(outcome).get(0);
      assertEquals("transfer", blocker.getGroup());
      assertEquals(name, blocker.getThread());
      assertEquals(self.ageNanos / 1000, blocker.getAgeMicros());
      assertEquals(String.valueOf(stack[0]), blocker.getStack().get(0));
      assertTrue(blocker.getStack().size() <= 40);
    } finally {
      Groups.end(group);
    }
  }
}
