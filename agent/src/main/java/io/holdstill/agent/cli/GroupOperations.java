package io.holdstill.agent.cli;

import io.holdstill.agent.journal.Entry;
import io.holdstill.agent.journal.EntryDescriptor;
import io.holdstill.agent.journal.JournalReader;
import io.holdstill.agent.replay.JournalSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All operations of one group, those of its earlier parts first. */
final class GroupOperations {
  private GroupOperations() {}

  /**
   * @return null if the journal has no such group
   */
  static Map<String, Object> of(JournalSource journal, long number) throws IOException {
    long key = key(journal, number);
    List<Object> operations = new ArrayList<>();
    try (JournalReader reader = journal.open()) {
      for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
        if (!isOfGroup(entry) || entry.number() != number && !isOf(key, entry)) {
          continue;
        }
        entry.group().decoded().forEach(op -> operations.add(GroupObject.of(op)));
        if (entry.number() == number) {
          Map<String, Object> object = GroupObject.of(entry.group());
          object.put("operations", operations);
          return object;
        }
      }
    }
    return null;
  }

  private static boolean isOf(long key, Entry part) {
    return key != 0 && part.group().key() == key;
  }

  private static boolean isOfGroup(Entry entry) {
    return entry.kind() == EntryDescriptor.GROUP || entry.kind() == EntryDescriptor.PART;
  }

  /** 0 where it has no parts, or is one. */
  private static long key(JournalSource journal, long number) throws IOException {
    try (JournalReader reader = journal.open()) {
      for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
        if (entry.number() == number && entry.kind() == EntryDescriptor.GROUP) {
          return entry.group().key();
        }
      }
    }
    return 0;
  }
}
