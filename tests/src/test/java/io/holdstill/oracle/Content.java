package io.holdstill.oracle;

import java.util.ArrayList;
import java.util.List;

/**
 * What a file holds, as runs of bytes that each came with one move. Equal contents are equal.
 *
 * @param changed the move that its modification time is of
 */
record Content(List<Run> runs, int changed) {
  /** The bytes of a move from this place of the file, of which the first was the move's byte. */
  record Run(int from, int to, long stamp, int skipped) {
    private Run between(int least, int most) {
      int start = Math.max(from, least);
      return new Run(start, Math.min(to, most), stamp, skipped + start - from);
    }
  }

  int size() {
    return runs.isEmpty() ? 0 : runs.get(runs.size() - 1).to;
  }

  /** Writing nothing changes nothing. */
  Content write(int at, int length, long stamp, int move) {
    return length == 0 ? this : resize(Math.max(size(), at + length), move).put(at, length, stamp);
  }

  private Content put(int at, int length, long stamp) {
    List<Run> all = new ArrayList<>();
    keep(all, 0, at);
    add(all, new Run(at, at + length, stamp, 0));
    keep(all, at + length, size());
    return new Content(all, changed);
  }

  /** Cuts, or grows with zeros. */
  Content resize(int size, int move) {
    List<Run> all = new ArrayList<>();
    keep(all, 0, size);
    if (size > size()) {
      add(all, new Run(size(), size, Stamps.ZEROS, 0));
    }
    return new Content(all, move);
  }

  private void keep(List<Run> all, int least, int most) {
    for (Run run : runs) {
      if (run.from < most && run.to > least) {
        add(all, run.between(least, most));
      }
    }
  }

  private static void add(List<Run> all, Run run) {
    Run last = all.isEmpty() ? null : all.get(all.size() - 1);
    Run next = run.stamp == Stamps.ZEROS ? new Run(run.from, run.to, run.stamp, 0) : run;
    boolean goesOn =
        last != null
            && last.stamp == next.stamp
            && (next.stamp == Stamps.ZEROS || last.skipped + last.to - last.from == next.skipped);
    if (goesOn) {
      all.set(all.size() - 1, new Run(last.from, next.to, last.stamp, last.skipped));
    } else {
      all.add(next);
    }
  }

  /** Bit for bit. */
  boolean is(byte[] bytes) {
    if (bytes.length != size()) {
      return false;
    }
    for (Run run : runs) {
      if (!Stamps.match(bytes, run.from, run.to, run.stamp, run.skipped)) {
        return false;
      }
    }
    return true;
  }
}
