package io.holdstill.runtime.gate;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** What may end once only: a {@link Claim}, a group that is carried, an attempt, a gap. */
final class EndStress {
  private EndStress() {}

  /** Released, and run at the same time. */
  @JCStressTest
  @Outcome(
      id = {"0, 1, 1", "1, 1, 1"},
      expect = ACCEPTABLE,
      desc = "it ended, once, whether it ran or not")
  @Outcome(expect = FORBIDDEN, desc = "it ended twice or never")
  @State
  public static class Claimed extends Carried {
    @Actor
    public void cleaner() {
      claim.release();
    }

    @Actor
    public void task(III_Result found) {
      if (claim.resume()) {
        found.r1 = 1;
        claim.finish();
      }
    }

    @Arbiter
    public void judge(III_Result found) {
      tell(found);
    }
  }

  /** Released by two at once: by the cleaner, and by a stage that completes. */
  @JCStressTest
  @Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "it ended, once")
  @Outcome(expect = FORBIDDEN, desc = "it ended twice or never")
  @State
  public static class Released extends Carried {
    @Actor
    public void cleaner() {
      claim.release();
    }

    @Actor
    public void stage() {
      claim.release();
    }

    @Arbiter
    public void judge(III_Result found) {
      tell(found);
    }
  }

  /** A group of which nothing holds more than its claim. */
  @State
  public static class Carried {
    private final GroupName name = Insight.groupName();
    private final GroupEnd end = new GroupEnd(name);
    final Claim claim = new Claim(Insight.writer(Slots.stripe(0)), name, end, null);

    Carried() {
      end.release(); // its maker's own hold
    }

    void tell(III_Result found) {
      found.r2 = claim.ended() ? 1 : 0;
      found.r3 = (int) name.ended();
    }
  }

  /** The last of two holders counts the group; nobody else. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "counted once")
  @Outcome(expect = FORBIDDEN, desc = "counted twice or never")
  @State
  public static class LastHolder {
    private final GroupName name = Insight.groupName();
    private final GroupEnd end = new GroupEnd(name);

    public LastHolder() {
      end.retain();
    }

    @Actor
    public void one() {
      end.release();
    }

    @Actor
    public void another() {
      end.release();
    }

    @Arbiter
    public void judge(I_Result found) {
      found.r1 = (int) name.ended();
    }
  }

  /** A gap of the journal that is closed while a group goes into it: counted there or refused. */
  @JCStressTest
  @Outcome(
      id = {"1, 1", "0, 0"},
      expect = ACCEPTABLE,
      desc = "what was taken in is counted")
  @Outcome(expect = FORBIDDEN, desc = "a loss that no gap tells of, or a gap that counts too much")
  @State
  public static class Gap {
    private final Record gap = new Record(Record.GAP);

    @Actor
    public void writer(II_Result found) {
      found.r1 = gap.loseInto() ? 1 : 0;
    }

    @Actor
    public void journal(II_Result found) {
      found.r2 = (int) gap.closeGap();
    }
  }
}
