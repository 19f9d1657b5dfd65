package io.holdstill.agent.quiesce;

import io.holdstill.runtime.gate.Occupant;
import java.util.List;

/**
 * What a search came to.
 *
 * @param found whether the instant was marked
 * @param attempts raises of the barrier
 * @param heldNanos raised until lowered in the attempt that succeeded
 * @param sufficientNanos the smallest hold that would have served, 0 where unknown
 * @param inTheWay who kept the last attempts from succeeding
 */
public record Outcome(
    boolean found, long attempts, long heldNanos, long sufficientNanos, List<InTheWay> inTheWay) {

  /** Somebody inside, with the stack that he had then. */
  public record InTheWay(Occupant who, StackTraceElement[] stack) {}
}
