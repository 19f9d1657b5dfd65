package io.holdstill.barrier;

/**
 * What writers saw in some time.
 *
 * @param longestMicros of one write
 * @param pairMicros the longest two writes in a row of one writer
 */
record Window(long longestMicros, long pairMicros, long writes) {
  static Window parse(String line) {
    String[] fields = line.split(" ");
    return new Window(
        Long.parseLong(fields[1]), Long.parseLong(fields[2]), Long.parseLong(fields[3]));
  }

  /** The worse of both. */
  Window or(Window other) {
    return new Window(
        Math.max(longestMicros, other.longestMicros),
        Math.max(pairMicros, other.pairMicros),
        writes + other.writes);
  }
}
