package io.holdstill.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a journal holds of {@link RecordProgram}.
 *
 * @param pairs for each thread, the numbers of its groups in the journal's order
 * @param wrong what no journal of it may hold, in words
 * @param closed whether the session ended in order
 */
record Recorded(List<List<Long>> pairs, List<String> wrong, boolean closed) {
  private static final int GROUP = 2;
  private static final int GAP = 4;
  private static final int CLOSED = 8;
  private static final int WRITE = 1;

  static Recorded of(Path journal) throws IOException {
    Recorded found = new Recorded(new ArrayList<>(), new ArrayList<>(), false);
    for (int i = 0; i < RecordProgram.THREADS; i++) {
      found.pairs.add(new ArrayList<>());
    }
    boolean[] closed = {false};
    Judge.each(
        journal,
        (entry, packed) -> {
          int kind = (int) packed.field(entry, "kind");
          closed[0] |= kind == CLOSED;
          if (kind == GAP) {
            found.wrong.add("a gap");
          } else if (kind == GROUP) {
            found.group(packed.field(entry, "group"), packed);
          }
        });
    return new Recorded(found.pairs, found.wrong, closed[0]);
  }

  private void group(Object group, Packed packed) {
    if (!packed.field(group, "name").equals("pair")) {
      return; // the file is made outside of any group
    }
    List<ByteBuffer> writes = new ArrayList<>();
    for (Object operation : (List<?>) packed.field(group, "decoded")) {
      if ((int) packed.field(operation, "kind") == WRITE) {
        writes.add((ByteBuffer) packed.field(operation, "bytes"));
      }
    }
    if (writes.size() != 2 || writes.get(0).getLong(8) != writes.get(1).getLong(8)) {
      wrong.add("a group that is no pair: " + group);
      return;
    }
    List<Long> numbers = pairs.get((int) writes.get(0).getLong(0));
    long number = writes.get(0).getLong(8);
    if (number != numbers.size() + 1) {
      wrong.add("number " + number + " after " + numbers.size());
    }
    numbers.add(number);
  }
}
