package io.holdstill.agent.replay;

import io.holdstill.agent.journal.Entry;
import io.holdstill.agent.journal.EntryDescriptor;
import io.holdstill.agent.journal.JournalReader;
import java.io.IOException;
import java.time.Instant;

/**
 * The entries of one session from a base on, as long as none is missing. Beyond a gap, a dropped
 * entry or a restart nothing is known of the files.
 */
final class Stretch {
  private final Base base;
  private long last = -1;
  private long dropped;
  private boolean entered;
  private String missing;

  Stretch(Base base) {
    this.base = base;
  }

  long at() {
    return base.at();
  }

  long last() {
    return Math.max(last, base.at());
  }

  String missing() {
    return missing;
  }

  /** The next entry after the origin, or null at the end or where one is missing. */
  Entry next(JournalReader reader) throws IOException {
    for (Entry entry = reader.next(); missing == null; entry = reader.next()) {
      boolean lost = reader.dropped() > dropped;
      dropped = reader.dropped();
      if (entry == null) {
        endOfJournal(lost);
        return null;
      }
      if (take(entry, lost)) {
        return entry;
      }
    }
    return null;
  }

  private void endOfJournal(boolean lost) {
    if (!entered) {
      missing = "the journal has nothing of the session " + Shown.text(base.session());
    } else if (lost) {
      missing = "an entry after entry " + last() + " is damaged and was dropped";
    }
  }

  /** False for what comes before the origin. */
  private boolean take(Entry entry, boolean lost) {
    if (entry.kind() == EntryDescriptor.SESSION) {
      session(entry, lost);
      return false;
    }
    if (!entered || entry.number() <= base.origin()) {
      return false;
    }
    requireNext(entry, lost);
    if (missing == null && entry.kind() == EntryDescriptor.GAP) {
      missing = gap(entry.gap());
    }
    last = missing == null ? entry.number() : last;
    return missing == null;
  }

  private void session(Entry entry, boolean lost) {
    Entry.Session session = entry.session();
    boolean ours = session.id().toString().equals(base.session());
    if (entered && !ours) {
      missing =
          "the JVM was started anew at "
              + Instant.ofEpochMilli(session.begunMillis())
              + ", and what happened in between is not recorded";
    } else if (ours && entered && last >= 0 && (lost || entry.number() > last)) {
      missing = "entries after entry " + last() + " are damaged and were dropped";
    }
    entered |= ours;
  }

  private void requireNext(Entry entry, boolean lost) {
    long before = last < 0 ? base.origin() : last;
    if (entry.number() != before + 1 || lost && last >= 0) {
      missing =
          last < 0
              ? "the entries from "
                  + (before + 1)
                  + " to "
                  + (entry.number() - 1)
                  + " are not in the journal any more"
              : "entries after entry " + before + " are damaged and were dropped";
    }
  }

  private static String gap(Entry.Gap gap) {
    return gap.lost()
        + (gap.lost() == 1 ? " group was" : " groups were")
        + " lost between "
        + Instant.ofEpochMilli(gap.sinceMillis())
        + " and "
        + Instant.ofEpochMilli(gap.untilMillis())
        + " ("
        + Shown.text(gap.reason())
        + ")";
  }
}
