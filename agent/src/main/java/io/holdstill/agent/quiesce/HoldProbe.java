package io.holdstill.agent.quiesce;

/**
 * Where a test build reaches into a hold. The shipped jar contains no implementation; see {@code
 * Agent}, which asks the class loader for one by service name.
 */
public interface HoldProbe {
  /** Nothing happens. */
  HoldProbe NONE = new HoldProbe() {};

  /** The barrier has just been raised by this thread, for so long at most. */
  default void raised(long nanos) {}

  /** The snapshot point has been reached and the barrier lowered; nothing has been copied yet. */
  default void reached() {}

  /** True in a build that cuts without waiting for the writers: it must be found out by tests. */
  default boolean skipsBarrier() {
    return false;
  }
}
