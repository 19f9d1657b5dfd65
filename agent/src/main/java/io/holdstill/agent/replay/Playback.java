package io.holdstill.agent.replay;

import io.holdstill.agent.journal.Entry;
import io.holdstill.agent.journal.EntryDescriptor;
import io.holdstill.agent.journal.JournalReader;
import io.holdstill.agent.journal.Operation;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One reading of the journal that carries a state forward, bytes and all. */
final class Playback implements Closeable {
  private final Timeline timeline;
  private final JournalReader reader;
  private final Stretch stretch;
  private final WorkFiles contents;
  private final State state;
  private final Set<Long> wanted = new HashSet<>();
  private final Map<Long, List<Operation>> parts = new HashMap<>();
  private final Spill spill;
  private final Ordered pending = new Ordered();
  private long number;

  Playback(Base base, Timeline timeline, JournalSource journal, WorkFiles contents)
      throws IOException {
    this.timeline = timeline;
    this.contents = contents;
    this.state = Loader.load(base, contents, timeline.survey().linked);
    this.stretch = new Stretch(base);
    this.number = base.at();
    timeline.survey().groups.forEach(group -> wanted.add(group.key));
    this.spill = new Spill(contents.spare("spill"));
    this.reader = journal.open();
  }

  State state() {
    return state;
  }

  WorkFiles contents() {
    return contents;
  }

  long number() {
    return number;
  }

  /**
   * @param to a clean boundary, not before the present one
   */
  void advance(long to, Advance advance) throws IOException {
    while (number < to) {
      Entry entry = stretch.next(reader);
      if (entry == null || entry.number() > to) {
        throw new IOException("the journal ends before entry " + to + ", which it held before");
      }
      if (entry.kind() == EntryDescriptor.GROUP || entry.kind() == EntryDescriptor.PART) {
        take(entry.group(), entry.kind() == EntryDescriptor.GROUP);
      }
      number = Math.max(number, entry.number());
      advance.at(number, to);
    }
  }

  /** Told how far it is; throws to break it off. */
  interface Advance {
    void at(long number, long to) throws IOException;
  }

  private void take(Entry.Group group, boolean last) throws IOException {
    if (group.key() != 0 && !wanted.contains(group.key())) {
      return; // never ended
    }
    if (last && group.number() <= stretch.at()) {
      parts.remove(group.key()); // it is in the base
      return;
    }
    keep(spill.kept(group), last);
  }

  private void keep(Entry.Group group, boolean last) throws IOException {
    if (!last) {
      parts.computeIfAbsent(group.key(), key -> new ArrayList<>()).addAll(group.decoded());
    } else if (!group.abandoned()) {
      pending.add(parts.getOrDefault(group.key(), List.of()), group.endedMillis());
      pending.add(group.decoded(), group.endedMillis());
      parts.remove(group.key());
      settle(group.number());
    }
  }

  private void settle(long at) throws IOException {
    if (!timeline.at(at).clean()) {
      return; // their operations and those of an open group may have to be put in order
    }
    try {
      pending.applyTo(state);
    } catch (Impossible e) {
      throw new IOException(e.getMessage(), e);
    }
    if (parts.isEmpty()) {
      spill.clear();
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
    spill.close();
    contents.close();
  }
}
