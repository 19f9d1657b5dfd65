package io.holdstill.agent;

import io.holdstill.agent.config.Version;
import io.holdstill.agent.control.AgentState;
import io.holdstill.agent.control.GroupPatternState;
import io.holdstill.agent.control.OpenGroup;
import io.holdstill.agent.intercept.GroupMatches;
import io.holdstill.agent.intercept.Weaver;
import io.holdstill.agent.journal.Journal;
import io.holdstill.agent.snapshot.Grouping;
import io.holdstill.agent.snapshot.Report;
import io.holdstill.agent.snapshot.Snapshots;
import io.holdstill.runtime.gate.Barrier;
import io.holdstill.runtime.gate.Faults;
import io.holdstill.runtime.gate.Occupant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The running agent as the rooms above the gate see it. */
final class State implements AgentState, Grouping {
  /** Read by {@code holdstill list} from outside, without a connection. */
  private static final String PROPERTY = "io.holdstill.state";

  /** Of a fault's stack, which may be one that overflowed. */
  private volatile Weaver weaver;

  private volatile long groupWarnMicros = Long.MAX_VALUE;
  private volatile Snapshots snapshots;
  private volatile Journal journal;
  private volatile String disarmed = "starting";

  void groupWarn(Duration age) {
    groupWarnMicros = age.toNanos() / 1000;
  }

  void woven(Weaver woven) {
    weaver = woven;
  }

  void journal(Journal started) {
    journal = started;
  }

  /** Null where nothing is recorded. */
  Journal journal() {
    return journal;
  }

  void snapshots(Snapshots made) {
    snapshots = made;
  }

  void armed() {
    Barrier.beginCounting();
    disarmed = null;
    System.setProperty(PROPERTY, "ARMED");
  }

  void disarmed(String reason) {
    disarmed = reason;
    System.setProperty(PROPERTY, "DISARMED: " + reason);
  }

  boolean isArmed() {
    return disarmed == null;
  }

  @Override
  public String state() {
    return isArmed() ? "ARMED" : "DISARMED";
  }

  @Override
  public String stateReason() {
    String reason = disarmed;
    if (reason != null) {
      return reason;
    }
    List<String> remarks = new ArrayList<>();
    if (!weaver.blindLoaders().isEmpty()) {
      remarks.add(
          "classes of these loaders cannot see io.holdstill.runtime and are not grouped: "
              + weaver.blindLoaders());
    }
    Journal recording = journal;
    if (recording != null && !recording.trouble().isEmpty()) {
      remarks.add(recording.trouble());
    }
    for (OpenGroup open : openGroups()) {
      if (open.getAgeMicros() > groupWarnMicros) {
        remarks.add(
            open.getGroup()
                + (open.getThread().isEmpty() ? "" : " in thread " + open.getThread())
                + " has been open for "
                + open.getAgeMicros() / 1_000_000
                + " s, past group-warn; no snapshot point can be found meanwhile");
      }
    }
    return String.join("; ", remarks);
  }

  @Override
  public String journalDirectory() {
    return journal == null ? "" : journal.directory().toString();
  }

  @Override
  public long journalEntries() {
    return journal == null ? 0 : journal.lastNumber();
  }

  @Override
  public long mark(String name) {
    if (journal == null) {
      throw new IllegalStateException(
          "nothing is recorded in that JVM, so no moment can be marked; start it with journal=DIR");
    }
    return journal.mark(name);
  }

  @Override
  public String version() {
    return Version.text();
  }

  @Override
  public long writesSeen() {
    return Barrier.totals().writes();
  }

  @Override
  public long groupsEnded() {
    return Barrier.totals().groupsEnded();
  }

  @Override
  public List<OpenGroup> openGroups() {
    List<OpenGroup> open = new ArrayList<>();
    for (Occupant one : Barrier.inside()) {
      if (one.isGroup()) {
        String thread = one.thread == null ? "" : one.thread.getName();
        open.add(new OpenGroup(one.group, thread, one.ageNanos / 1000));
      }
    }
    return open;
  }

  @Override
  public List<GroupPatternState> groupPatterns() {
    List<GroupPatternState> patterns = new ArrayList<>();
    for (GroupMatches match : matches()) {
      patterns.add(new GroupPatternState(match.text(), match.methods(), match.ended()));
    }
    return patterns;
  }

  @Override
  public long longestStallMicros() {
    Snapshots made = snapshots;
    return made == null
        ? 0
        : made.latest().stream().mapToLong(Report::getLongestStallMicros).max().orElse(0);
  }

  @Override
  public long suppressedFaults() {
    return Faults.count();
  }

  @Override
  public String firstFault() {
    Throwable first = Faults.first();
    return first == null ? "" : FaultText.of(first);
  }

  @Override
  public void fault(Throwable fault) {
    Faults.suppress(fault);
  }

  // ---- for the snapshot room

  @Override
  public List<String> unmatched() {
    List<String> unmatched = new ArrayList<>();
    for (GroupMatches match : matches()) {
      if (match.methods().isEmpty()) {
        unmatched.add(match.text());
      }
    }
    for (String method : weaver == null ? List.<String>of() : weaver.annotatedWithoutBody()) {
      unmatched.add(
          "@WriteGrouped on " + method + ", which has no body (annotate what implements it)");
    }
    for (String loader : weaver == null ? List.<String>of() : weaver.blindLoaders()) {
      unmatched.add("classes of " + loader + ", which hides io.holdstill.runtime from them");
    }
    return unmatched;
  }

  @Override
  public boolean configured() {
    return !matches().isEmpty() || groupsEnded() > 0;
  }

  private List<GroupMatches> matches() {
    Weaver woven = weaver;
    return woven == null ? List.of() : woven.groups();
  }
}
