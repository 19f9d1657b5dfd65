package io.holdstill.runtime.gate;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** The states of blocks ({@link Chunk}) and the hand-over of before-images: invariant 5. */
final class BlockStress {
  private BlockStress() {}

  /** A writer and the copier want one block: every decision is one atomic or. */
  @JCStressTest
  @Outcome(
      id = {"1, 0", "0, 1"},
      expect = ACCEPTABLE,
      desc = "one of them has it")
  @Outcome(expect = FORBIDDEN, desc = "two have it, or nobody")
  @State
  public static class Winner extends Undecided {
    @Actor
    public void writer(II_Result won) {
      won.r1 = chunk.win(BLOCK) != 0 ? 1 : 0;
    }

    @Actor
    public void copier(II_Result won) {
      won.r2 = (chunk.takeAll() & BLOCK) == 0 ? 1 : 0;
    }
  }

  /** Two writers want one block. */
  @JCStressTest
  @Outcome(
      id = {"1, 0", "0, 1"},
      expect = ACCEPTABLE,
      desc = "one of them has it")
  @Outcome(expect = FORBIDDEN, desc = "two have it, or nobody")
  @State
  public static class Rivals extends Undecided {
    @Actor
    public void writer(II_Result won) {
      won.r1 = chunk.win(BLOCK) != 0 ? 1 : 0;
    }

    @Actor
    public void another(II_Result won) {
      won.r2 = chunk.win(BLOCK) != 0 ? 1 : 0;
    }
  }

  /** Neighbours in one word: nobody's decision is lost by another's. */
  @JCStressTest
  @Outcome(id = "1, 1, 3", expect = ACCEPTABLE, desc = "both are decided")
  @Outcome(expect = FORBIDDEN, desc = "a decision was lost")
  @State
  public static class Neighbours extends Undecided {
    @Actor
    public void writer(III_Result won) {
      won.r1 = (int) chunk.win(1);
    }

    @Actor
    public void another(III_Result won) {
      won.r2 = (int) chunk.win(2) >> 1;
    }

    @Arbiter
    public void judge(III_Result won) {
      won.r3 = (int) chunk.taken();
    }
  }

  /** Read first, decide after, change last: whoever has won the block has its old content. */
  @JCStressTest
  @Outcome(id = "0", expect = ACCEPTABLE, desc = "the content at the point")
  @Outcome(expect = FORBIDDEN, desc = "what was kept is what came after the point")
  @State
  public static class Decision extends Content {
    @Actor
    public void writer() {
      write(1);
    }

    @Actor
    public void copier() {
      int read = content;
      image = (chunk.takeAll() & BLOCK) == 0 ? read : -1;
    }

    @Arbiter
    public void judge(I_Result found) {
      found.r1 = image < 0 ? kept : image;
    }
  }

  /** The same between two writers: the second changes nothing that the first has not kept. */
  @JCStressTest
  @Outcome(id = "0", expect = ACCEPTABLE, desc = "the content at the point")
  @Outcome(expect = FORBIDDEN, desc = "what was kept is what came after the point")
  @State
  public static class Overwrite extends Content {
    @Actor
    public void writer() {
      write(1);
    }

    @Actor
    public void another() {
      write(2);
    }

    @Arbiter
    public void judge(I_Result found) {
      found.r1 = kept;
    }
  }

  /** The bytes of a before-image, in memory outside the heap, are there once it is pushed. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "not handed over yet")
  @Outcome(id = "1, 42", expect = ACCEPTABLE, desc = "handed over, with its bytes")
  @Outcome(expect = FORBIDDEN, desc = "handed over without its bytes")
  @State
  public static class Image extends Undecided {
    private static final int MOST = 1 << 14;
    private static final Pool POOL = new Pool((long) MOST * Chunk.BLOCK);
    private static final long BYTES = Memory.allocateZeros(Long.BYTES);
    private static final long ZEROS = Memory.allocateZeros(Long.BYTES);
    private static final AtomicInteger MADE = new AtomicInteger();

    static {
      Insight.put(BYTES, 42);
    }

    private final int buffer = MADE.getAndIncrement() & MOST - 1;

    public Image() {
      Memory.copy(ZEROS, POOL.address(buffer), Long.BYTES);
    }

    @Actor
    public void writer() {
      Memory.copy(BYTES, POOL.address(buffer), Long.BYTES);
      if (chunk.win(BLOCK) != 0) {
        chunk.push(new Saved(null, 0, 0, POOL, buffer));
      }
    }

    @Actor
    public void copier(II_Result found) {
      Saved saved = chunk.saved();
      if (saved != null) {
        found.r1 = 1;
        found.r2 = (int) Memory.getLong(saved.address());
      }
    }
  }

  /** Two before-images of one chunk: both are found. */
  @JCStressTest
  @Outcome(id = "3", expect = ACCEPTABLE, desc = "both")
  @Outcome(expect = FORBIDDEN, desc = "one was lost, or is there twice")
  @State
  public static class Pushes extends Undecided {
    @Actor
    public void writer() {
      chunk.push(new Saved(null, 0, 0, null, 0));
    }

    @Actor
    public void another() {
      chunk.push(new Saved(null, 0, 1, null, 1));
    }

    @Arbiter
    public void judge(I_Result found) {
      for (Saved each = chunk.saved(); each != null; each = each.below()) {
        found.r1 += 1 << each.block;
      }
    }
  }

  /** What a writer has won and not pushed yet, the copier waits for: it comes, once. */
  @JCStressTest
  @Outcome(
      id = {"0, 0", "1, 1"},
      expect = ACCEPTABLE,
      desc = "as many as were won")
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "won, and still on its way")
  @Outcome(expect = FORBIDDEN, desc = "handed over without having been won")
  @State
  public static class Order extends Undecided {
    @Actor
    public void writer() {
      if (chunk.win(BLOCK) != 0) {
        chunk.push(new Saved(null, 0, 0, null, 0));
      }
    }

    @Actor
    public void copier(II_Result found) {
      Saved saved = chunk.saved();
      found.r1 = (chunk.takeAll() & BLOCK) != 0 ? 1 : 0;
      found.r2 = saved == null ? 0 : 1;
    }
  }

  /** A chunk of its own for each trial. */
  @State
  public static class Undecided {
    static final long BLOCK = 1;
    final Chunk chunk = new Chunk();
  }

  /** One block's content, and a writer as {@link GuardedFile} has them. */
  @State
  public static class Content extends Undecided {
    int content;
    int kept = -1;
    int image = -1;

    void write(int now) {
      if ((chunk.taken() & BLOCK) == 0) {
        int read = content;
        if (chunk.win(BLOCK) != 0) {
          kept = read;
        }
      }
      content = now;
    }
  }
}
