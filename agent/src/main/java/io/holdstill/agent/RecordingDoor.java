package io.holdstill.agent;

import io.holdstill.agent.config.JournalOptions;
import io.holdstill.agent.journal.Access;
import io.holdstill.agent.journal.Journal;
import io.holdstill.runtime.gate.Barrier;
import io.holdstill.runtime.gate.Faults;
import io.holdstill.runtime.gate.Occupant;
import io.holdstill.runtime.gate.Recorder;
import io.holdstill.runtime.gate.Unended;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where the test kit begins and ends a recording in its own JVM, in which the agent is armed. Typed
 * by JDK types alone: the test kit is in another class loader.
 */
public final class RecordingDoor {
  private static final long BUFFER_BYTES = 256L << 20;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private RecordingDoor() {}

  /**
   * Begins; one at a time.
   *
   * @param journal where it is kept; made if need be
   * @param files a real path: what lies elsewhere is not recorded
   * @param stacks {@code off}, {@code group} or {@code write}
   * @throws IllegalStateException if this JVM records already
   */
  public static synchronized Object begin(Path journal, Path files, String stacks)
      throws IOException {
    if (Recorder.active() != null) {
      throw new IllegalStateException(
          "this JVM records already; close the other recording first, or run the tests in turn");
    }
    JournalOptions options =
        new JournalOptions(
            journal.toAbsolutePath(),
            List.of(files),
            Long.MAX_VALUE,
            null,
            BUFFER_BYTES,
            TIMEOUT, // a test loses no group because its machine is slow
            JournalOptions.Stacks.valueOf(stacks.toUpperCase(Locale.ROOT)));
    if (Agent.instrumentation() == null) {
      throw new IllegalStateException("Holdstill is not in this JVM; load it first");
    }
    Access.grant(Agent.instrumentation());
    return Journal.start(options, Faults::note);
  }

  /**
   * Ends it; what the writers did is on disk then. Returns what keeps it from being whole, or "".
   */
  public static synchronized String end(Object recording) throws IOException {
    Journal journal = (Journal) recording;
    journal.close();
    return journal.trouble();
  }

  /**
   * After the end, what had been begun and not ended by then: {@code group}, empty for a write
   * outside any; {@code thread}, empty for a group that was carried beyond its call; {@code after},
   * the entry from which on something is missing, or the largest number where nothing is.
   */
  public static List<Map<String, Object>> unended(Object recording) {
    List<Map<String, Object>> unended = new ArrayList<>();
    for (Unended each : ((Journal) recording).unended()) {
      unended.add(map(each.group, each.thread, each.after));
    }
    return unended;
  }

  /** The groups that are open now, as {@link #unended} has them, whatever they write to. */
  public static List<Map<String, Object>> openGroups() {
    List<Map<String, Object>> open = new ArrayList<>();
    for (Occupant each : Barrier.inside()) {
      if (each.isGroup()) {
        String thread = each.thread == null ? "" : each.thread.getName();
        open.add(map(each.group, thread, Long.MAX_VALUE));
      }
    }
    return open;
  }

  private static Map<String, Object> map(String group, String thread, long after) {
    return Map.of("group", group, "thread", thread, "after", after);
  }

  /** Names this moment; returns the number of the mark. */
  public static long mark(Object recording, String name) {
    return ((Journal) recording).mark(name);
  }
}
