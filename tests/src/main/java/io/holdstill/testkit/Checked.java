package io.holdstill.testkit;

import java.util.List;

/**
 * What a check has looked at, and what not. Its text says it in one line; where not all passed, the
 * line is on stderr as well.
 *
 * @param passed points at which the checker returned
 * @param aborted those at which an assumption of its did not hold
 * @param leftOut group ends that were not tried: {@link ReplayPoint#unclean} says why
 * @param told in words
 */
public record Checked(
    List<ReplayPoint> passed, List<ReplayPoint> aborted, List<ReplayPoint> leftOut, String told) {
  @Override
  public String toString() {
    return told;
  }
}
