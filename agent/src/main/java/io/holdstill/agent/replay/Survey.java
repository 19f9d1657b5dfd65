package io.holdstill.agent.replay;

import io.holdstill.agent.journal.Entry;
import io.holdstill.agent.journal.EntryDescriptor;
import io.holdstill.agent.journal.JournalReader;
import io.holdstill.agent.journal.Operation;
import io.holdstill.runtime.gate.OpDescriptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a journal from a base on, until its end or until something is missing in it, and keeps what
 * says which states there are: everything but the bytes.
 */
final class Survey {
  /** A name that somebody gave a moment. */
  record Marked(long number, long millis, String name) {}

  private final Stretch stretch;
  private final Conflicts conflicts;
  private final Map<Long, SurveyedGroup> parts = new HashMap<>();

  final List<SurveyedGroup> groups = new ArrayList<>();
  final List<SurveyedGroup> neverEnded = new ArrayList<>();
  final List<Marked> marks = new ArrayList<>();
  final Map<Long, Long> points = new HashMap<>();

  /** The JVM came to its end in order, and nothing of it is missing there. */
  boolean closed;

  /** Files that get a further name somewhere: what has no name for a while may have one again. */
  final Set<Long> linked = new HashSet<>();

  /** By file id, the path by which it was first known; for messages. */
  final Map<Long, String> firstPaths = new HashMap<>();

  private Survey(Base base) {
    stretch = new Stretch(base);
    conflicts = new Conflicts(base.at());
  }

  static Survey of(Base base, JournalSource journal) throws IOException {
    Survey survey = new Survey(base);
    try (JournalReader reader = journal.open()) {
      for (Entry entry = survey.stretch.next(reader);
          entry != null;
          entry = survey.stretch.next(reader)) {
        survey.take(entry);
      }
    }
    survey.neverEnded.addAll(survey.parts.values());
    survey.neverEnded.forEach(survey.conflicts::neverEnded);
    return survey;
  }

  Conflicts conflicts() {
    return conflicts;
  }

  /** The last entry that nothing is missing before. */
  long last() {
    return stretch.last();
  }

  /** Why nothing can be said of what comes after it; null if there is nothing. */
  String missing() {
    return stretch.missing();
  }

  private void take(Entry entry) {
    switch (entry.kind()) {
      case EntryDescriptor.PART -> take(entry.group(), false);
      case EntryDescriptor.GROUP -> take(entry.group(), true);
      case EntryDescriptor.POINT -> points.put(entry.point(), entry.millis());
      case EntryDescriptor.MARK -> {
        Entry.Mark mark = entry.mark();
        marks.add(new Marked(mark.number(), mark.millis(), mark.name()));
      }
      case EntryDescriptor.CLOSED -> closed = true;
      default -> {
        // Bases say nothing of states.
      }
    }
  }

  private void take(Entry.Group entry, boolean last) {
    SurveyedGroup group =
        entry.key() == 0
            ? new SurveyedGroup(entry)
            : parts.computeIfAbsent(entry.key(), key -> new SurveyedGroup(entry));
    group.abandoned |= entry.abandoned();
    for (Operation op : entry.decoded()) {
      take(op, group);
    }
    if (last) {
      parts.remove(entry.key());
      end(entry, group);
    }
  }

  private void end(Entry.Group entry, SurveyedGroup group) {
    group.end(entry);
    if (entry.abandoned()) {
      neverEnded.add(group);
    } else if (entry.number() > stretch.at()) {
      conflicts.ended(group);
      groups.add(group);
    }
  }

  private void take(Operation op, SurveyedGroup group) {
    group.touches.add(op);
    group.operations++;
    switch (op.kind()) {
      case OpDescriptor.WRITE -> group.bytes += op.bytes().remaining();
      case OpDescriptor.LENGTH, OpDescriptor.FORCE -> {
        // No name, and nothing to count.
      }
      case OpDescriptor.STACK -> group.stack = op.text();
      default -> {
        group.names.add(op);
        if (op.kind() == OpDescriptor.LINK) {
          linked.add(op.file());
        }
        if (op.kind() == OpDescriptor.BIND || op.kind() == OpDescriptor.CREATE) {
          firstPaths.putIfAbsent(op.file(), Names.of(op.path()));
        }
      }
    }
  }
}
