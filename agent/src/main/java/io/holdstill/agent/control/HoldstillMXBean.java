package io.holdstill.agent.control;

import io.holdstill.agent.snapshot.Progress;
import io.holdstill.agent.snapshot.Report;
import java.util.List;
import java.util.Map;

/**
 * Holdstill in this JVM, registered as {@code io.holdstill:type=Holdstill}.
 *
 * <p>Whatever is refused is refused by an exception that every client has: {@link
 * IllegalArgumentException} for what the caller said, {@link IllegalStateException} for what the
 * agent cannot do now, {@link UnsupportedOperationException} for what this version does not offer.
 * The message of a disarmed agent begins with {@code DISARMED: }, so that a program can tell it.
 *
 * <p>Options are those of the command line, without the dashes: {@code exclude}, {@code level},
 * {@code max-pause}, {@code timeout}, {@code provider}, {@code strict}, {@code allow-unguarded},
 * {@code detached}. Paths are absolute and those of this process; a path that no text can name is
 * given as a {@code file:} URI.
 */
public interface HoldstillMXBean {
  /** {@code io.holdstill:type=Holdstill}. */
  String OBJECT_NAME = "io.holdstill:type=Holdstill";

  /** {@code ARMED} or {@code DISARMED}. */
  String getState();

  /** Why it is disarmed, or what could not be woven; empty when all is well. */
  String getStateReason();

  String getVersion();

  long getWritesSeen();

  long getGroupsEnded();

  List<OpenGroup> getOpenGroups();

  List<GroupPatternState> getGroupPatterns();

  /** The latest reports, newest first. */
  List<Report> getSnapshots();

  long getLongestStallMicros();

  long getSuppressedFaults();

  /** Empty if there was none. */
  String getFirstFault();

  /** Takes a snapshot and waits for its end, however it ends; see the report's verdict. */
  Report snapshot(String[] sources, String destination, Map<String, String> options);

  /** For consoles: {@code :} separates sources, options as in {@code max-pause=5ms,level=write}. */
  Report snapshot(String sources, String destination, String options);

  /** Queues a snapshot; the id is for {@code progress}, {@code await} and {@code cancel}. */
  long begin(String[] sources, String destination, Map<String, String> options);

  /** For consoles, as {@link #snapshot(String, String, String)}. */
  long begin(String sources, String destination, String options);

  Progress progress(long id);

  /** The report, or null if the snapshot has not ended within this time. */
  Report await(long id, long millis);

  /** Asks a snapshot to stop and to clean up; false if it had ended. */
  boolean cancel(long id);

  /** Where write groups are recorded; empty where they are not. */
  String getJournal();

  /** The number of the journal's last entry. */
  long getJournalEntries();

  /** Names this moment in the journal; returns the number of the mark. */
  long mark(String name);

  /** Reserved; not offered in this version. */
  long quiesce(String options);

  /** Reserved; not offered in this version. */
  void renew(long leaseId);

  /** Reserved; not offered in this version. */
  long release(long leaseId);
}
