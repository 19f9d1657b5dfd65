package io.holdstill.runtime.gate;

import io.holdstill.schedules.Scene;
import java.util.List;

/** Three threads share two blocks, and the pool is closed meanwhile. */
public final class PoolScene implements Scene {
  private Pool pool;
  private int[] owners;

  @Override
  public void begin() {
    Scenery.reset();
    pool = new Pool(2 * Chunk.BLOCK);
    owners = new int[2];
  }

  @Override
  public List<Runnable> threads() {
    return List.of(this::use, this::use, this::useTwo, pool::close);
  }

  private void use() {
    for (int i = 0; i < 2 && pool.enter(); i++) {
      give(take());
      pool.leave();
    }
  }

  /** Out of order: what was under a block once is not under it any more. */
  private void useTwo() {
    if (pool.enter()) {
      int one = take();
      int other = take();
      give(one);
      int again = take();
      give(other);
      give(again);
      pool.leave();
    }
  }

  private int take() {
    int block = pool.take();
    if (block >= 0) {
      Memory.zero(pool.address(block), 8); // it is there
      Instants.require(owners[block]++ == 0, "A BLOCK WITH TWO OWNERS");
    }
    return block;
  }

  private void give(int block) {
    if (block >= 0) {
      owners[block]--;
      pool.giveBack(block);
    }
  }

  @Override
  public void check() {
    int left = Scenery.free(pool);
    Instants.require(left == 2, "BLOCKS IN THE END: " + left);
    Instants.require(!pool.enter(), "ENTERED A CLOSED POOL");
  }
}
