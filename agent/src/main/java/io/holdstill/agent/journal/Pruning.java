package io.holdstill.agent.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Which of the segments that are written no more may stay. Oldest first, and never one between. */
final class Pruning {
  /** What they are at most, to a segment and its neighbour. */
  private record Old(Path path, long bytes, long last) {}

  private final Limits limits;
  private final Bases bases;
  private final Consumer<Throwable> faults;
  private final Deque<Old> segments = new ArrayDeque<>();
  private long bytes;
  private long before;
  private String overLimit;

  Pruning(Limits limits, Bases bases, Consumer<Throwable> faults) {
    this.limits = limits;
    this.bases = bases;
    this.faults = faults;
  }

  /**
   * Takes over a segment that is younger than all others.
   *
   * @param last the number of the last entry in it
   */
  void add(Path segment, long last) {
    long size = 0;
    try {
      size = SegmentFiles.bytes(segment);
    } catch (IOException e) {
      faults.accept(e);
    }
    segments.add(new Old(segment, size, last));
    bytes += size;
  }

  /** Without the segment that is being written. */
  long bytes() {
    return bytes;
  }

  /** Why the journal is larger than it may be, or null. */
  String overLimit() {
    return overLimit;
  }

  /**
   * Clears away what may go. What cannot be removed stays, and is a fault.
   *
   * @param current size of the segment that is being written
   */
  void prune(long current, long nowMillis) {
    try {
      overLimit = null;
      while (!segments.isEmpty()) {
        boolean tooMuch = bytes + current > limits.maxBytes();
        if (!tooMuch && !isOld(segments.peek(), nowMillis)) {
          return;
        }
        long needed = bases.firstNeeded(before);
        if (needed <= segments.peek().last) {
          overLimit = tooMuch ? tooLarge(bytes + current, needed) : null;
          return;
        }
        remove();
      }
    } catch (IOException e) {
      faults.accept(e);
    }
  }

  private boolean isOld(Old segment, long nowMillis) throws IOException {
    Path entries = segment.path.resolve(SegmentFiles.ENTRIES);
    // What is not there has no age, and nothing is lost with the rest of it.
    return !Files.exists(entries)
        || Files.getLastModifiedTime(entries).toMillis() + limits.keep().toMillis() < nowMillis;
  }

  private void remove() throws IOException {
    Old oldest = segments.peek();
    if (Files.exists(oldest.path)) {
      SegmentFiles.delete(oldest.path);
    }
    segments.remove();
    bytes -= oldest.bytes;
    before = oldest.last;
    bases.forget(before);
  }

  private String tooLarge(long size, long needed) {
    return "the journal has "
        + size
        + " bytes and may have "
        + limits.maxBytes()
        + ": a snapshot that is kept needs it from entry "
        + needed
        + " on; remove that snapshot, or raise journal-max-size";
  }
}
