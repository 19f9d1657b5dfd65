package io.holdstill.testkit;

import java.time.Instant;
import java.util.Map;

/**
 * The end of a write group: the files as all groups left them that had ended by then.
 *
 * @param number of the group in its journal; groups are numbered as they end
 * @param group its name; empty where it has none
 * @param thread the one on which it ended
 * @param begun by the recording JVM's clock, as is {@code ended}
 * @param bare a write outside any group
 * @param stack where its last recorded operation was made; empty unless stacks were recorded
 * @param unclean why the files need never have stood so; empty where they did
 */
public record ReplayPoint(
    long number,
    String group,
    String thread,
    Instant begun,
    Instant ended,
    boolean bare,
    String stack,
    String unclean) {

  /** From what the agent's side says, typed by the JDK alone. */
  static ReplayPoint of(Map<String, Object> told) {
    return new ReplayPoint(
        (Long) told.get("number"),
        (String) told.get("group"),
        (String) told.get("thread"),
        Instant.ofEpochMilli((Long) told.get("begunMillis")),
        Instant.ofEpochMilli((Long) told.get("endedMillis")),
        (Boolean) told.get("bare"),
        (String) told.get("stack"),
        (String) told.get("whyNot"));
  }

  /** The same, left out. */
  ReplayPoint unclean(String why) {
    return new ReplayPoint(number, group, thread, begun, ended, bare, stack, why);
  }

  /** As a display name: {@code after group 12, com.acme.Store#put, thread main}. */
  @Override
  public String toString() {
    String what = bare ? "after write " : "after group ";
    return what + number + (group.isEmpty() ? "" : ", " + group) + ", thread " + thread;
  }
}
