package io.holdstill.agent.cli;

import io.holdstill.agent.journal.Entry;
import io.holdstill.agent.journal.EntryDescriptor;
import io.holdstill.agent.journal.JournalReader;
import io.holdstill.agent.journal.Operation;
import io.holdstill.agent.replay.JournalSource;
import io.holdstill.agent.replay.OperationKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/** Counts what a journal holds. */
final class JournalTally {
  /** Groups of one name. */
  static final class Named {
    long groups;
    long bytes;
    long operations;
    long firstMillis = Long.MAX_VALUE;
    long lastMillis = Long.MIN_VALUE;
  }

  /** One run of a JVM. */
  static final class Run {
    final Entry.Session session;
    final JournalFiles files = new JournalFiles();
    long segments;
    boolean closed;

    Run(Entry.Session session) {
      this.session = session;
    }
  }

  final List<Run> runs = new ArrayList<>();
  final Map<String, Named> names = new TreeMap<>();
  final List<Entry.Mark> marks = new ArrayList<>();
  final List<Entry.Gap> gaps = new ArrayList<>();
  final Map<Long, Long> points = new LinkedHashMap<>();
  final Map<Long, Entry.Base> bases = new HashMap<>();
  final Named all = new Named();
  long entries;
  long first;
  long last;
  long bare;
  long abandoned;
  long missing;
  private final Map<Long, Long> open = new HashMap<>();
  private final Consumer<Entry.Group> groups;

  private JournalTally(Consumer<Entry.Group> groups) {
    this.groups = groups;
  }

  /**
   * @param groups is handed each group, and each part of one
   */
  static JournalTally of(JournalSource journal, Consumer<Entry.Group> groups) throws IOException {
    JournalTally tally = new JournalTally(groups);
    try (JournalReader reader = journal.open()) {
      for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
        tally.take(entry);
      }
      tally.missing = Math.max(tally.missing, reader.dropped());
    }
    tally.runs.forEach(run -> run.files.settle());
    return tally;
  }

  /** Groups of which parts are there and the end is not. */
  long neverEnded() {
    return open.size();
  }

  private void take(Entry entry) {
    entries++;
    if (entry.kind() == EntryDescriptor.SESSION) {
      session(entry.session());
    } else {
      number(entry.number());
    }
    switch (entry.kind()) {
      case EntryDescriptor.GROUP, EntryDescriptor.PART ->
          group(entry.group(), entry.kind() == EntryDescriptor.GROUP);
      case EntryDescriptor.GAP -> gaps.add(entry.gap());
      case EntryDescriptor.POINT -> points.put(entry.point(), entry.millis());
      case EntryDescriptor.BASE -> bases.put(entry.base().point(), entry.base());
      case EntryDescriptor.MARK -> marks.add(entry.mark());
      case EntryDescriptor.CLOSED -> run().closed = true;
      default -> {
        // A session has been taken; what is newer is counted as an entry.
      }
    }
  }

  private void session(Entry.Session session) {
    if (runs.isEmpty() || !run().session.id().equals(session.id())) {
      runs.add(new Run(session));
    }
    run().segments++;
  }

  private Run run() {
    if (runs.isEmpty()) {
      runs.add(new Run(new Entry.Session(new UUID(0, 0), 0, 0, 0)));
    }
    return runs.get(runs.size() - 1);
  }

  private void number(long number) {
    missing += last > 0 && number > last + 1 ? number - last - 1 : 0;
    first = first == 0 ? number : first;
    last = number;
  }

  private void group(Entry.Group group, boolean ends) {
    groups.accept(group);
    if (!ends) {
      open.put(group.key(), group.number());
    } else {
      open.remove(group.key());
      bare += group.bare() ? 1 : 0;
      abandoned += group.abandoned() ? 1 : 0;
    }
    count(all, group, ends);
    count(names.computeIfAbsent(group.name(), name -> new Named()), group, ends);
  }

  private void count(Named named, Entry.Group group, boolean ends) {
    named.groups += ends && !group.abandoned() ? 1 : 0;
    named.firstMillis = Math.min(named.firstMillis, group.begunMillis());
    named.lastMillis = Math.max(named.lastMillis, group.endedMillis());
    for (Operation op : group.decoded()) {
      named.operations += OperationKind.of(op) == OperationKind.STACK ? 0 : 1;
      named.bytes += OperationKind.of(op) == OperationKind.WRITE ? op.bytes().remaining() : 0;
      if (named == all) {
        run().files.take(op);
      }
    }
  }
}
