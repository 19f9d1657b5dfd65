package io.holdstill.agent.replay;

/**
 * A boundary between groups.
 *
 * @param number of the group that ended there; the base's own for the first of all
 * @param group its name, empty where it has none
 * @param stack of its last operation that has one recorded
 * @param whyNot why the state there cannot be claimed; empty where it can
 * @param overlapped that is so because another group was open
 */
public record ReplayPoint(
    long number,
    String group,
    String thread,
    long begunMillis,
    long endedMillis,
    boolean bare,
    String stack,
    String whyNot,
    boolean overlapped) {

  public boolean clean() {
    return whyNot.isEmpty();
  }

  static ReplayPoint of(SurveyedGroup group, String whyNot, boolean overlapped) {
    return new ReplayPoint(
        group.number,
        group.name,
        group.thread,
        group.begunMillis,
        group.endedMillis,
        group.bare,
        group.stack,
        whyNot,
        overlapped);
  }
}
