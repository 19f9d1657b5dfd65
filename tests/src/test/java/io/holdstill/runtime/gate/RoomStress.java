package io.holdstill.runtime.gate;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** Memory that is taken and given back without a lock: {@link Pool} and {@link Pages}. */
final class RoomStress {
  private RoomStress() {}

  /** Two threads, two blocks: the tag keeps a block that came back from being given twice. */
  @JCStressTest
  @Outcome(id = "0, 2", expect = ACCEPTABLE, desc = "a block has one owner, and none is lost")
  @Outcome(expect = FORBIDDEN, desc = "a block had two owners, or one is lost")
  @State
  public static class Blocks {
    private final Pool pool = new Pool(2 * Chunk.BLOCK);
    private final AtomicIntegerArray owners = new AtomicIntegerArray(2);
    private volatile int doubled;

    private void use() {
      for (int i = 0; i < 3; i++) {
        int block = pool.take();
        if (block >= 0) {
          doubled += owners.getAndIncrement(block) == 0 ? 0 : 1;
          owners.getAndDecrement(block);
          pool.giveBack(block);
        }
      }
    }

    @Actor
    public void writer() {
      use();
    }

    @Actor
    public void another() {
      use();
    }

    @Arbiter
    public void judge(II_Result found) {
      found.r1 = doubled;
      while (pool.take() >= 0) {
        found.r2++;
      }
    }
  }

  /**
   * Who was let in before the pool was closed finds its memory; it is freed by the last to leave.
   */
  @JCStressTest
  @Outcome(
      id = {"0, 0, 1", "1, 7, 1"},
      expect = ACCEPTABLE,
      desc = "refused, or inside with the memory there")
  @Outcome(expect = FORBIDDEN, desc = "inside without the memory, or let in once it was closed")
  @State
  public static class Closing {
    private final Pool pool = new Pool(Chunk.BLOCK);

    public Closing() {
      Insight.put(pool.address(0), 7);
    }

    @Actor
    public void writer(III_Result found) {
      if (pool.enter()) {
        found.r1 = 1;
        found.r2 = (int) Memory.getLong(pool.address(0));
        pool.leave();
      }
    }

    @Actor
    public void requester() {
      pool.close();
    }

    @Arbiter
    public void judge(III_Result found) {
      found.r3 = pool.enter() ? 0 : 1;
    }
  }

  /** The journal's pages: none has two owners, none is lost, and no more are made than allowed. */
  @JCStressTest
  @Outcome(id = "0, 64", expect = ACCEPTABLE, desc = "a page has one owner, and none is lost")
  @Outcome(expect = FORBIDDEN, desc = "a page had two owners, or one is lost, or one too many made")
  @State
  public static class JournalPages {
    private static final int MOST = 64;
    private final Pages pages = new Pages(0);
    private volatile int doubled;

    private void use() {
      byte[] page = pages.take();
      if (page != null) {
        doubled += ++page[0] == 1 ? 0 : 1;
        page[0]--;
        pages.giveBack(page);
      }
    }

    @Actor
    public void writer() {
      use();
    }

    @Actor
    public void another() {
      use();
    }

    @Arbiter
    public void judge(II_Result found) {
      found.r1 = doubled;
      while (pages.take() != null) {
        found.r2++;
      }
    }
  }
}
