package io.holdstill.agent.journal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * A segment that an earlier session left.
 *
 * @param last the number of the last whole entry in it, or before it where it has none
 */
record Earlier(long number, Path path, long last) {
  private static final long UNKNOWN = -1;

  /** Oldest first. Where each begins says where the one before ended; only the newest is read. */
  static List<Earlier> in(Path journal) throws IOException {
    Deque<Earlier> found = new ArrayDeque<>();
    List<Map.Entry<Long, Path>> empty = new ArrayList<>();
    long last = UNKNOWN;
    for (Map.Entry<Long, Path> each : SegmentFiles.in(journal).descendingMap().entrySet()) {
      long before = before(each.getValue());
      if (last == UNKNOWN && before == UNKNOWN) {
        empty.add(0, each); // the newest, of a session that was killed as it began
        continue;
      }
      last = last == UNKNOWN ? last(each.getValue()) : last;
      found.addFirst(new Earlier(each.getKey(), each.getValue(), last));
      last = before == UNKNOWN ? last : before;
    }
    long end = found.isEmpty() ? 0 : found.getLast().last;
    empty.forEach(each -> found.addLast(new Earlier(each.getKey(), each.getValue(), end)));
    return new ArrayList<>(found);
  }

  /** The number of the last entry before a segment, which its first entry repeats. */
  private static long before(Path segment) throws IOException {
    try (SegmentReader reader = new SegmentReader(segment)) {
      Entry first = reader.next();
      return first == null ? UNKNOWN : first.number();
    } catch (NoSuchFileException gone) {
      return UNKNOWN; // half cleared away
    }
  }

  private static long last(Path segment) throws IOException {
    long last = 0;
    try (SegmentReader reader = new SegmentReader(segment)) {
      for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
        last = entry.number();
      }
    }
    return last;
  }
}
