package io.holdstill.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StallsTest {
  @Test
  void sharesAreRightWithinASixteenth() {
    for (long seed = 1; seed <= 20; seed++) {
      Random random = new Random(seed);
      Stalls stalls = new Stalls();
      long[] nanos = random.longs(1_000, 0, 1L << 10 + random.nextInt(40)).toArray();
      Arrays.stream(nanos).forEach(stalls::add);
      Arrays.sort(nanos);
      assertEquals(nanos[999], stalls.longestNanos(), "seed " + seed);
      assertEquals(1_000, stalls.updates(), "seed " + seed);
      assertNear(nanos[499], stalls.nanosOf(0.5), "p50, seed " + seed);
      assertNear(nanos[989], stalls.nanosOf(0.99), "p99, seed " + seed);
    }
  }

  private static void assertNear(long exact, long told, String where) {
    assertTrue(told >= exact && told <= exact + exact / 16 + 1, where + ": " + exact + ", " + told);
  }

  @Test
  void nothingIsNothing() {
    assertEquals(0, new Stalls().nanosOf(0.99));
    assertEquals(0, new Stalls().longestNanos());
  }

  @Test
  void anExtremeTimeHasABucket() {
    Stalls stalls = new Stalls();
    stalls.add(Long.MAX_VALUE);
    stalls.add(-5);
    assertEquals(Long.MAX_VALUE, stalls.longestNanos());
    assertEquals(2, stalls.updates());
    assertEquals(Long.MAX_VALUE, stalls.nanosOf(1));
  }

  @Test
  void theHangingUpdateCountsAsLongestOnly() {
    Stalls sum = new Stalls();
    Stalls one = new Stalls();
    one.add(10);
    sum.addAll(one);
    sum.longest(5_000);
    assertEquals(5_000, sum.longestNanos());
    assertEquals(1, sum.updates());
  }
}
