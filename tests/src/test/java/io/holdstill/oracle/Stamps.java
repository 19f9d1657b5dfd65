package io.holdstill.oracle;

/** The bytes of a move: any few of them tell which move it was, and where in it they lay. */
final class Stamps {
  static final long ZEROS = -1;

  private Stamps() {}

  static byte[] bytes(long stamp, int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = at(stamp, i);
    }
    return bytes;
  }

  static boolean match(byte[] bytes, int from, int to, long stamp, int skipped) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != (stamp == ZEROS ? 0 : at(stamp, skipped + i - from))) {
        return false;
      }
    }
    return true;
  }

  private static byte at(long stamp, int index) {
    long mixed = (stamp * 0x9E3779B97F4A7C15L + index) * 0xBF58476D1CE4E5B9L;
    return (byte) (mixed >>> 40 | 1);
  }
}
