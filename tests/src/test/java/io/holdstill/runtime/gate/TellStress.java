package io.holdstill.runtime.gate;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.io.FileDescriptor;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** A word by which one thread tells another that something is so: what comes with it is there. */
final class TellStress {
  private static final int WHOLE = 1;

  private TellStress() {}

  /** {@link GuardedFile}'s frontier: below it everything is decided. */
  @JCStressTest
  @Outcome(
      id = {"0, 0", "0, 1", "1, 1"},
      expect = ACCEPTABLE,
      desc = "not told yet, or decided")
  @Outcome(expect = FORBIDDEN, desc = "told, and not decided: a writer would save nothing")
  @State
  public static class Frontier {
    private final GuardedFile file = Insight.file();
    private final Chunk chunk = new Chunk();

    @Actor
    public void copier() {
      chunk.takeAll();
      file.frontier(Chunk.SIZE);
    }

    @Actor
    public void writer(II_Result found) {
      found.r1 = Insight.frontier(file) == Chunk.SIZE ? 1 : 0;
      found.r2 = chunk.taken() == -1 ? 1 : 0;
    }
  }

  /** A guarded change is told before it happens: who sees it and not that has found another's. */
  @JCStressTest
  @Outcome(
      id = {"0, 0", "0, 1", "1, 1"},
      expect = ACCEPTABLE,
      desc = "unchanged, or changed and told")
  @Outcome(expect = FORBIDDEN, desc = "a change by the gate that looks like one past it")
  @State
  public static class Changed {
    private final GuardedFile file = Insight.file();
    private int content;

    @Actor
    public void writer() {
      file.touched();
      content = 1;
    }

    @Actor
    public void requester(II_Result found) {
      found.r1 = content;
      VarHandle.acquireFence(); // the content is asked of the kernel there
      found.r2 = file.changed() ? 1 : 0;
    }
  }

  /** {@link Shot.CopyFirst}: what the copier says is done, is decided. */
  @JCStressTest
  @Outcome(
      id = {"0, 0", "0, 1", "1, 1"},
      expect = ACCEPTABLE,
      desc = "not done yet, or done")
  @Outcome(expect = FORBIDDEN, desc = "said to be done, and is not")
  @State
  public static class Urgent {
    private final Shot.CopyFirst wanted = new Shot.CopyFirst(null, 0, Chunk.SIZE);
    private final Chunk chunk = new Chunk();

    @Actor
    public void copier() {
      chunk.takeAll();
      wanted.done = true;
    }

    @Actor
    public void writer(II_Result found) {
      found.r1 = wanted.done ? 1 : 0;
      found.r2 = chunk.taken() == -1 ? 1 : 0;
    }
  }

  /** {@link KnownFile}: recorded is told after the number from which on. */
  @JCStressTest
  @Outcome(
      id = {"0, 1", "0, 9", "1, 9"},
      expect = ACCEPTABLE,
      desc = "not recorded yet, or from there on")
  @Outcome(expect = FORBIDDEN, desc = "recorded from a number that is not its own")
  @State
  public static class Recorded {
    private final KnownFile file = new KnownFile(null, 1, null, 1, false);

    @Actor
    public void admits() {
      file.since = 9;
      file.recorded = true;
    }

    @Actor
    public void asks(II_Result found) {
      found.r1 = file.recorded ? 1 : 0;
      found.r2 = (int) file.since;
    }
  }

  /** A shot is published before its barrier is raised: who enters behind its instant finds it. */
  @JCStressTest
  @Outcome(id = "0", expect = ACCEPTABLE, desc = "not behind the instant")
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "behind it, and the shot is there")
  @Outcome(expect = FORBIDDEN, desc = "behind the instant and nothing to save for")
  @State
  public static class Published {
    private volatile long epoch;
    private long entered;
    private Shot seen;

    @Actor
    public void writer() {
      Writer writer = Writer.current();
      writer.enter();
      entered = writer.openWord;
      seen = Shot.active();
      writer.leave();
    }

    @Actor
    public void requester() {
      Shot shot = new Shot(null, new Stalls(), null, 0, 0);
      Shot.publish(shot);
      long raised = Barrier.raise(1_000_000);
      if (Barrier.empty() && Barrier.cut(raised)) {
        epoch = shot.epoch;
      }
      Barrier.lower(raised);
      Barrier.wake();
    }

    /** Another trial's shot may be there already; an older one may not. */
    @Arbiter
    public void judge(I_Result found) {
      boolean behind = epoch != 0 && entered >= epoch;
      found.r1 = !behind ? 0 : seen != null && seen.epoch >= epoch ? 1 : 2;
    }
  }

  /** Two find a file or a chunk undecided: both go by one and the same decision, and its fields. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "the same chunk, whole")
  @Outcome(expect = FORBIDDEN, desc = "two chunks, each with bits of its own")
  @State
  public static class Chunks {
    private final AtPoint at = new AtPoint(Insight.status(), new AtomicReferenceArray<Chunk>(1));
    private Chunk one;
    private Chunk other;

    @Actor
    public void writer() {
      one = at.chunk(0);
      one.win(1);
    }

    @Actor
    public void copier() {
      other = at.chunk(0);
      other.win(2);
    }

    @Arbiter
    public void judge(I_Result found) {
      found.r1 = one == other && one.taken() == 3 ? WHOLE : 0;
    }
  }

  /** {@link Doors}: two meet a descriptor first, while others grow the table: one door, whole. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "the same door, to that file")
  @Outcome(expect = FORBIDDEN, desc = "two doors, or one to another file")
  @State
  public static class Entered {
    private final FileDescriptor descriptor = Insight.open();
    private Door one;
    private Door other;

    @Actor
    public void writer() {
      one = Doors.of(descriptor);
    }

    @Actor
    public void another() {
      other = Doors.of(descriptor);
    }

    @Arbiter
    public void judge(I_Result found) {
      boolean same = one == other && Insight.key(descriptor).equals(one.key);
      found.r1 = same && Doors.knows(descriptor) ? WHOLE : 0;
      Insight.close(descriptor);
    }
  }

  /** {@link Backlog}: what is taken is whole. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "nothing yet")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "an entry, whole")
  @Outcome(expect = FORBIDDEN, desc = "an entry that is not whole")
  @State
  public static class HandedOver {
    private final Backlog backlog = new Backlog(0);
    private final Record record = new Record(Record.MARK);

    @Actor
    public void writer() {
      record.key = 1;
      record.began = 1;
      backlog.handOver(record);
    }

    @Actor
    public void journal(II_Result found) {
      Record taken = backlog.take();
      if (taken != null) {
        found.r1 = (int) taken.key;
        found.r2 = (int) taken.began;
      }
    }
  }

  /** Two hand over at once: in the end both are taken, each once, by their numbers. */
  @JCStressTest
  @Outcome(
      id = {"12", "21"},
      expect = ACCEPTABLE,
      desc = "both, in their order")
  @Outcome(expect = FORBIDDEN, desc = "one lost, or twice, or out of order")
  @State
  public static class Numbered {
    private final Backlog backlog = new Backlog(0);

    private void handOver(int key) {
      Record record = new Record(Record.MARK);
      record.key = key;
      backlog.handOver(record);
    }

    @Actor
    public void writer() {
      handOver(1);
    }

    @Actor
    public void another() {
      handOver(2);
    }

    @Arbiter
    public void judge(I_Result found) {
      long number = 1;
      for (Record r = backlog.take(); r != null; r = backlog.take()) {
        found.r1 = r.number == number++ ? found.r1 * 10 + (int) r.key : -1;
      }
    }
  }
}
