package io.holdstill.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShuffleTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 63, 64, 65, 1000, 16384, 16385})
  void everyNumberStandsAtOnePlaceAndTellsIt(int size) {
    for (long key = 0; key < 20; key++) {
      Shuffle shuffle = new Shuffle(size, key * 0x5DEECE66DL);
      BitSet seen = new BitSet();
      for (int place = 0; place < size; place++) {
        int number = shuffle.at(place);
        seen.set(number);
        assertEquals(place, shuffle.placeOf(number), "size " + size + ", key " + key);
      }
      assertEquals(size, seen.cardinality(), "size " + size + ", key " + key);
      assertEquals(size, seen.length(), "size " + size + ", key " + key);
    }
  }

  @Test
  void keysGiveDifferentOrdersThatSeekAbout() {
    Shuffle one = new Shuffle(1000, 1);
    Shuffle other = new Shuffle(1000, 2);
    int same = 0;
    int neighbours = 0;
    for (int place = 1; place < 1000; place++) {
      same += one.at(place) == other.at(place) ? 1 : 0;
      neighbours += Math.abs(one.at(place) - one.at(place - 1)) <= 1 ? 1 : 0;
    }
    assertNotEquals(999, same);
    assertEquals(0, Math.max(0, same - 50), "of 999 places the same number stands at " + same);
    assertEquals(0, Math.max(0, neighbours - 50), "neighbours in a row: " + neighbours);
  }
}
