package io.holdstill.runtime.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each block is had by one at a time; the memory stays until the last user has left. */
class PoolTest {
  private static final int BLOCKS = 8;
  private final Pool pool = new Pool(BLOCKS * Chunk.BLOCK + 1);

  @Test
  void eachBlockIsGivenOnceUntilItComesBack() {
    Set<Integer> had = new HashSet<>();
    for (int i = 0; i < BLOCKS; i++) {
      assertTrue(had.add(pool.take()));
    }
    assertEquals(-1, pool.take());
    assertTrue(had.stream().allMatch(index -> index >= 0 && index < BLOCKS), had::toString);
    pool.giveBack(5);
    pool.giveBack(0);
    pool.giveBack(3);
    assertEquals(Set.of(0, 3, 5), Set.of(pool.take(), pool.take(), pool.take()));
    assertEquals(-1, pool.take());
    pool.close();
  }

  @Test
  void noTwoShareMemory() {
    long first = pool.address(0);
    for (int i = 0; i < BLOCKS; i++) {
      assertEquals(first + (long) i * Chunk.BLOCK, pool.address(i));
    }
    pool.close();
  }

  @Test
  void itIsPressedWhereMoreThanHalfIsInUse() {
    for (int i = 1; i <= BLOCKS; i++) {
      pool.take();
      assertEquals(i > BLOCKS / 2, pool.pressed());
    }
    pool.giveBack(0);
    for (int i = 1; i < BLOCKS - BLOCKS / 2; i++) {
      assertTrue(pool.pressed());
      pool.giveBack(i);
    }
    assertFalse(pool.pressed());
    pool.close();
  }

  @Test
  void onceClosedNobodyEnters() {
    assertTrue(pool.enter());
    assertTrue(pool.enter());
    pool.leave();
    pool.close();
    assertFalse(pool.enter());
    pool.leave(); // frees
    assertFalse(pool.enter());
  }
}
