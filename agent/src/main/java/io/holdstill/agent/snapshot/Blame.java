package io.holdstill.agent.snapshot;

import io.holdstill.agent.quiesce.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Who was in the way, in the report's words. */
final class Blame {
  private static final int MOST_FRAMES = 40;

  private Blame() {}

  static List<Report.Blocker> of(Outcome outcome) {
    List<Report.Blocker> blockers = new ArrayList<>();
    for (Outcome.InTheWay one : outcome.inTheWay()) {
      Thread thread = one.who().thread;
      blockers.add(
          new Report.Blocker(
              one.who().group,
              thread == null ? "(virtual threads, or carried beyond its call)" : thread.getName(),
              one.who().ageNanos / 1000,
              Arrays.stream(one.stack()).limit(MOST_FRAMES).map(String::valueOf).toList()));
    }
    return blockers;
  }

  static String text(Outcome outcome, SnapshotRequest request) {
    StringBuilder text = new StringBuilder("no snapshot point within ");
    text.append(request.timeout().toMillis()).append(" ms");
    if (!outcome.inTheWay().isEmpty()) {
      Outcome.InTheWay first = outcome.inTheWay().get(0);
      Thread thread = first.who().thread;
      text.append(": ").append(first.who().group);
      text.append(thread == null ? "" : " in thread " + thread.getName()).append(" was open");
    }
    if (outcome.sufficientNanos() > 0) {
      long micros = outcome.sufficientNanos() / 1000 + 1;
      text.append("; max-pause=").append(micros).append("us would have served");
    } else {
      text.append(
          "; no longer max-pause is known to serve: it did not end meanwhile, or it waits for writers that the barrier holds (wrap its tasks)");
    }
    return text.toString();
  }
}
