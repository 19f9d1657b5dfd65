package io.holdstill.agent.control;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An agent whose state a test sets. */
public final class FakeAgentState implements AgentState {
  public final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
  private final String reason;

  /**
   * @param reason why it is disarmed; empty for an armed one
   */
  public FakeAgentState(String reason) {
    this.reason = reason;
  }

  @Override
  public String state() {
    return reason.isEmpty() ? "ARMED" : "DISARMED";
  }

  @Override
  public String stateReason() {
    return reason;
  }

  @Override
  public String version() {
    return "1.2.3";
  }

  @Override
  public long writesSeen() {
    return 1_000;
  }

  @Override
  public long groupsEnded() {
    return 42;
  }

  @Override
  public List<OpenGroup> openGroups() {
    return List.of(new OpenGroup("com.acme.Store#put", "worker-7", 1_500));
  }

  @Override
  public List<GroupPatternState> groupPatterns() {
    return List.of(
        new GroupPatternState("com.acme.Store#put", List.of("com.acme.Store#put(int)"), 42),
        new GroupPatternState("com.acme.Gone#*", List.of(), 0));
  }

  @Override
  public long longestStallMicros() {
    return 4_000;
  }

  @Override
  public long suppressedFaults() {
    return 1;
  }

  @Override
  public String firstFault() {
    return "java.lang.IllegalStateException: first\n\tat x.Y.z(Y.java:1)";
  }

  @Override
  public String journalDirectory() {
    return "/journal";
  }

  @Override
  public long journalEntries() {
    return 41;
  }

  @Override
  public long mark(String name) {
    return 42;
  }

  @Override
  public void fault(Throwable fault) {
    faults.add(fault);
  }
}
