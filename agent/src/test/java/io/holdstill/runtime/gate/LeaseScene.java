package io.holdstill.runtime.gate;

import io.holdstill.schedules.Scene;
import java.util.List;

/**
 * Two writers, and a requester who is stopped for long, lets go of a hold that has ended, and of
 * one twice: the hold after it is not touched by that.
 */
public final class LeaseScene implements Scene {
  private Instants instants;

  @Override
  public void begin() {
    Scenery.reset();
    instants = new Instants();
  }

  @Override
  public List<Runnable> threads() {
    return List.of(this::write, this::write, this::request);
  }

  private void write() {
    instants.group();
    instants.group();
  }

  private void request() {
    long first = Barrier.raise(3_000);
    attempt(first);
    Barrier.wake();
    long second = Barrier.raise(30_000);
    Barrier.lower(first);
    Instants.require(!Barrier.cut(first), "CUT BY A LEASE THAT HAS ENDED");
    attempt(second);
    Barrier.lower(second);
    Barrier.lower(first);
    Barrier.wake();
    long third = Barrier.raise(1_000_000);
    long left = System.nanoTime();
    Barrier.lower(second);
    boolean standing = Scenery.raised(third);
    boolean early = System.nanoTime() - left < 900_000;
    Instants.require(standing || !early, "RELEASED TWICE: the next hold was lowered with it");
    attempt(third);
    Barrier.lower(third);
    Barrier.wake();
  }

  private void attempt(long raised) {
    for (int i = 0; i < 5 && !Barrier.expired(raised); i++) {
      if (Barrier.empty() && instants.look() && Barrier.cut(raised)) {
        instants.found();
        return;
      }
      Thread.onSpinWait();
    }
  }

  @Override
  public void check() {
    instants.check(4);
  }

  @Override
  public boolean wasLetGo(long raised, long deadline) {
    return !Scenery.raised(raised) && Barrier.loweredNanos() < deadline;
  }
}
