package io.holdstill.agent.control;

import java.util.List;

/** What the attributes show of the running agent. Every method may be called by any thread. */
public interface AgentState {
  /** {@code ARMED} or {@code DISARMED}; requests are served only when armed. */
  String state();

  /** Why it is disarmed, or what could not be woven; empty when all is well. */
  String stateReason();

  String version();

  /** Writes that passed the barrier since the start. */
  long writesSeen();

  /** Groups that ended since the start. */
  long groupsEnded();

  List<OpenGroup> openGroups();

  List<GroupPatternState> groupPatterns();

  /** The worst that any writer was ever held, in microseconds. */
  long longestStallMicros();

  /** Failures of ours that the application was not made to feel. */
  long suppressedFaults();

  /** The first of them with its stack; empty if there was none. */
  String firstFault();

  /** Where write groups are recorded; empty where they are not. */
  String journalDirectory();

  /** The number of the journal's last entry. */
  long journalEntries();

  /**
   * Names this moment in the journal; returns the number of the mark.
   *
   * @throws IllegalStateException if nothing is recorded
   */
  long mark(String name);

  /** Takes a failure of ours that happened in this room; it must be counted and kept. */
  void fault(Throwable fault);
}
