package io.holdstill.runtime.gate;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLongArray;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * A writer against a requester, on the barrier itself: invariants 1, 2 and 4, which rest on the
 * pairs {@link Slot#occupy} and {@link Barrier#raise}, {@link Slot#vacate} and {@link
 * Slot#occupied}.
 *
 * <p>What is found: 0 no instant, 1 the group was before it, 2 after it; and both its writes as
 * they stood at the instant.
 */
final class BarrierStress {
  private BarrierStress() {}

  /**
   * The pair by itself, on a word of the trial's own: the writer stores and then loads, the
   * requester too, and one of the two sees the other.
   */
  @JCStressTest
  @Outcome(
      id = {"0, 1", "1, 0", "1, 1"},
      expect = ACCEPTABLE,
      desc = "one sees the other")
  @Outcome(expect = FORBIDDEN, desc = "let in behind a raised barrier that was found empty")
  @State
  public static class Fence {
    private final AtomicLongArray word = new AtomicLongArray(1);
    private final Slot slot = new Slot(null, false);

    @Actor
    public void writer(II_Result seen) {
      slot.occupy();
      seen.r1 = (int) word.get(0);
    }

    @Actor
    public void requester(II_Result seen) {
      word.set(0, 1);
      VarHandle.fullFence();
      seen.r2 = slot.occupied() ? 1 : 0;
    }
  }

  /** One group of two writes. */
  @JCStressTest
  @Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "no instant")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "the group, then the instant")
  @Outcome(id = "2, 0, 0", expect = ACCEPTABLE, desc = "the instant, then the group")
  @Outcome(
      expect = FORBIDDEN,
      desc = "a group split by the instant, or unseen, or let in behind it")
  @State
  public static class Cut extends Trial {
    @Actor
    public void writer() {
      group(Writer.current());
    }

    @Actor
    public void requester() {
      seek(1_000_000);
    }

    @Arbiter
    public void judge(III_Result found) {
      tell(found);
    }
  }

  /** Deadlines so short that held writers void attempts that are about to succeed. */
  @JCStressTest
  @Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "no instant")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "the group, then the instant")
  @Outcome(id = "2, 0, 0", expect = ACCEPTABLE, desc = "the instant, then the group")
  @Outcome(expect = FORBIDDEN, desc = "an attempt whose deadline had passed marked an instant")
  @State
  public static class Expiry extends Trial {
    @Actor
    public void writer() {
      group(Writer.current());
    }

    @Actor
    public void requester() {
      seek(600);
    }

    @Arbiter
    public void judge(III_Result found) {
      tell(found);
    }
  }

  /** As {@link Cut}, by a slot that writers share, as virtual threads do. */
  @JCStressTest
  @Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "no instant")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "the group, then the instant")
  @Outcome(id = "2, 0, 0", expect = ACCEPTABLE, desc = "the instant, then the group")
  @Outcome(
      expect = FORBIDDEN,
      desc = "a group split by the instant, or unseen, or let in behind it")
  @State
  public static class Stripe extends Trial {
    @Actor
    public void writer() {
      group(Striped.current());
    }

    @Actor
    public void requester() {
      seek(1_000_000);
    }

    @Arbiter
    public void judge(III_Result found) {
      tell(found);
    }
  }

  /** Two of them on one stripe: the one who stays inside keeps it occupied. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "occupied by the one who stays")
  @Outcome(expect = FORBIDDEN, desc = "vacant with somebody inside")
  @State
  public static class Shared {
    private final Slot slot = new Slot(null, true);

    @Actor
    public void stays() {
      slot.occupy();
    }

    @Actor
    public void leaves() {
      slot.occupy();
      slot.vacate();
    }

    @Arbiter
    public void judge(I_Result found) {
      found.r1 = slot.occupied() ? 1 : 0;
    }
  }

  /**
   * A slot that its thread once failed to leave, and that was found out: the entry is counted
   * before the slot is occupied, and the barrier raised before the count is read (see {@link
   * Slot#leaked}).
   */
  @JCStressTest
  @Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "no instant")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "the group, then the instant")
  @Outcome(id = "2, 0, 0", expect = ACCEPTABLE, desc = "the instant, then the group")
  @Outcome(expect = FORBIDDEN, desc = "a living entry was taken for a leaked one")
  @State
  public static class Leaked extends Trial {
    @Actor
    public void writer() {
      Writer writer = Writer.current();
      Insight.leakedAt(writer.slot, writer.entriesSeen());
      writer.stepIn(); // as if the way out had been cut short
      group(writer);
    }

    @Actor
    public void requester() {
      seek(1_000_000);
    }

    @Arbiter
    public void judge(III_Result found) {
      tell(found);
    }
  }

  /**
   * The group goes on after its thread's slot has fallen vacant, by a claim: that was registered
   * before, so no pass over the slots slips between (see {@link Slots#vacant}).
   */
  @JCStressTest
  @Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "no instant")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "the group, then the instant")
  @Outcome(id = "2, 0, 0", expect = ACCEPTABLE, desc = "the instant, then the group")
  @Outcome(expect = FORBIDDEN, desc = "the instant fell between the two halves of a carried group")
  @State
  public static class Carried extends Trial {
    @Actor
    public void writer() {
      Writer writer = Writer.current();
      Object handle = Groups.begin("carried");
      entered = writer.openWord;
      writer.groupEnd = new GroupEnd(writer.group);
      Claim claim = new Claim(writer, writer.group, writer.groupEnd, null);
      first = 1;
      Groups.end(handle);
      claim.resume();
      claim.enter(writer);
      second = 1;
      claim.leave(writer);
      claim.finish();
    }

    @Actor
    public void requester() {
      seek(1_000_000);
    }

    @Arbiter
    public void judge(III_Result found) {
      tell(found);
    }
  }
}
