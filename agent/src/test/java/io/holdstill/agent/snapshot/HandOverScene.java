package io.holdstill.agent.snapshot;

/** As {@link CopyScene}, all of whose writes come after the instant: each owes a before-image. */
public final class HandOverScene extends CopyScene {
  @Override
  boolean afterTheInstant() {
    return true;
  }
}
