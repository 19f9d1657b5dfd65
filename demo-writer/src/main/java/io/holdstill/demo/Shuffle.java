package io.holdstill.demo;

/**
 * A shuffled order of the numbers 0 to n - 1 that can be asked in both directions without storing
 * it: which number stands at this place, and at which place does this number stand. Steps that can
 * be undone shuffle the next power of two; a result beyond n is shuffled again.
 */
final class Shuffle {
  private final int size;
  private final long mask;
  private final int shift;
  private final long factor;
  private final long offset;
  private final long undoFactor;

  Shuffle(int size, long key) {
    this.size = size;
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(size - 1);
    this.mask = (1L << bits) - 1;
    // At half the width or more, shifting and xoring twice gives the number back.
    this.shift = (bits + 1) / 2;
    this.factor = mix(key) | 1;
    this.offset = mix(key + 1);
    this.undoFactor = inverse(factor);
  }

  int at(int place) {
    long number = place;
    do {
      number = number * factor + offset & mask;
      number ^= number >>> shift;
      number = number * factor & mask;
    } while (number >= size);
    return (int) number;
  }

  int placeOf(int number) {
    long place = number;
    do {
      place = place * undoFactor & mask;
      place ^= place >>> shift;
      place = (place - offset) * undoFactor & mask;
    } while (place >= size);
    return (int) place;
  }

  /**
   * The inverse of an odd number modulo 2 to the 64: each round doubles the bits that are right.
   */
  private static long inverse(long odd) {
    long inverse = odd;
    for (int rightBits = 3; rightBits < Long.SIZE; rightBits *= 2) {
      inverse *= 2 - odd * inverse;
    }
    return inverse;
  }

  /** Scatters a number over all 64 bits (SplitMix64). */
  static long mix(long number) {
    long z = number + 0x9E3779B97F4A7C15L;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
