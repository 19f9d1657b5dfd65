package io.holdstill.agent.replay;

import io.holdstill.agent.journal.Entry;
import io.holdstill.agent.journal.EntryDescriptor;
import io.holdstill.agent.journal.JournalReader;
import io.holdstill.agent.journal.Operation;
import io.holdstill.runtime.gate.OpDescriptor;
import java.io.IOException;

/** The deepest directory that holds every name that a journal saw made, moved or removed. */
final class CommonDirectory {
  private String common;

  private CommonDirectory() {}

  static String of(JournalSource journal) throws IOException {
    CommonDirectory directory = new CommonDirectory();
    try (JournalReader reader = journal.open()) {
      for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
        if (entry.kind() == EntryDescriptor.GROUP || entry.kind() == EntryDescriptor.PART) {
          entry.group().decoded().forEach(directory::add);
        }
      }
    }
    if (directory.common == null) {
      throw new ReplayRefused("the journal names no file; name one that was recorded to");
    }
    return directory.common;
  }

  private void add(Operation op) {
    add(op.path());
    if (op.path() != null && op.kind() == OpDescriptor.RENAME) {
      add(op.second());
    }
  }

  private void add(byte[] path) {
    if (path == null || path.length == 0) {
      return;
    }
    String directory = Names.parent(Names.of(path));
    if (common == null) {
      common = directory;
    }
    while (!directory.equals(common) && !Names.below(common, directory)) {
      common = Names.parent(common);
    }
  }
}
