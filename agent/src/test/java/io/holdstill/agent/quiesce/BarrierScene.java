package io.holdstill.agent.quiesce;

import io.holdstill.runtime.gate.Barrier;
import io.holdstill.runtime.gate.Instants;
import io.holdstill.runtime.gate.Scenery;
import io.holdstill.runtime.gate.Stalls;
import io.holdstill.schedules.Scene;
import java.util.List;
import java.util.Random;

/** Two writers, and two snapshots back to back by the admission policy itself. */
public final class BarrierScene implements Scene {
  private static final Bounds BOUNDS = new Bounds(200_000, 0.5, 50_000_000);
  private static final int GROUPS = 2;
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
    for (int i = 0; i < GROUPS; i++) {
      instants.group();
    }
  }

  private void request() {
    Quiescer quiescer = new Quiescer(HoldProbe.NONE, new Random(1));
    for (int i = 0; i < 2; i++) {
      if (quiescer.seek(BOUNDS, new Stalls(), instants::look, () -> false).found()) {
        instants.found();
      }
    }
  }

  @Override
  public void check() {
    instants.check(2 * GROUPS);
    if (Scenery.standing()) {
      throw new AssertionError("LEFT RAISED");
    }
  }

  @Override
  public boolean holdsNobodyTwice() {
    return true;
  }

  /** It was lowered before its time, and not by one of the held, who wake nobody. */
  @Override
  public boolean wasLetGo(long raised, long deadline) {
    return !Scenery.raised(raised) && Barrier.loweredNanos() < deadline;
  }
}
