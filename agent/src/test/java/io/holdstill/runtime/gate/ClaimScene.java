package io.holdstill.runtime.gate;

import io.holdstill.schedules.Hooks;
import io.holdstill.schedules.Scene;
import java.util.List;

/** A group that is carried to another thread, released by two more, and a requester. */
public final class ClaimScene implements Scene {
  private GroupName name;
  private volatile Claim claim;
  private long endedBefore;
  private long entered;
  private int first;
  private int second;
  private boolean ran;
  private long instant;
  private int firstThen;
  private int secondThen;
  private int slotsBefore;

  @Override
  public void begin() {
    Scenery.reset();
    name = GroupName.of("scene");
    endedBefore = name.ended();
    claim = null;
    ran = false;
    first = 0;
    second = 0;
    instant = 0;
    slotsBefore = Scenery.occupied();
  }

  @Override
  public List<Runnable> threads() {
    return List.of(this::carry, this::run, this::release, this::release, this::request);
  }

  private void carry() {
    Object handle = Groups.begin("scene");
    Writer writer = Writer.current();
    entered = writer.openWord;
    writer.groupEnd = new GroupEnd(writer.group);
    Claim made = new Claim(writer, writer.group, writer.groupEnd, null);
    first = 1;
    claim = made;
    Groups.end(handle);
  }

  private void awaitClaim() {
    while (claim == null) {
      Thread.onSpinWait();
    }
  }

  private void run() {
    awaitClaim();
    if (claim.resume()) {
      ran = true;
      claim.enter(Writer.current());
      Hooks.point();
      second = 1;
      claim.leave(Writer.current());
      claim.finish();
    }
  }

  private void release() {
    awaitClaim();
    claim.release();
  }

  private void request() {
    for (int i = 0; i < 4 && instant == 0; i++) {
      long raised = Barrier.raise(1_000_000);
      if (Barrier.empty()) {
        firstThen = first;
        secondThen = second;
        long next = Barrier.nextEpoch();
        instant = Barrier.cut(raised) ? next : 0;
      }
      Barrier.lower(raised);
      Barrier.wake();
      Thread.onSpinWait();
    }
  }

  @Override
  public void check() {
    Instants.require(name.ended() == endedBefore + 1, "ENDED " + (name.ended() - endedBefore));
    Instants.require(claim.ended(), "NEVER RELEASED");
    Instants.require(Scenery.occupied() == slotsBefore, "A SLOT IS LEFT");
    if (instant != 0) {
      boolean before = entered < instant;
      boolean right = before ? firstThen == 1 && secondThen == (ran ? 1 : 0) : firstThen == 0;
      Instants.require(right, "SPLIT: " + before + " " + firstThen + secondThen + ran);
    }
  }
}
