package io.holdstill.testkit;

import io.holdstill.testkit.LeftOut.Why;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Groups that were open as a recording began or ended. Of the former, a part may lie in the files
 * that were copied then; of the latter, nothing is in the record. Either way files in which a part
 * of a group shows may be told for files as they stood.
 */
final class OpenGroups {
  static final OpenGroups NONE = new OpenGroups();

  private record Open(String group, String thread, long after) {
    static Open of(Map<String, Object> told) {
      return new Open(
          (String) told.get("group"), (String) told.get("thread"), (Long) told.get("after"));
    }

    /** The first such is taken for it: a thread has one group at a time. */
    boolean is(Map<String, Object> recorded) {
      return group.equals(recorded.get("group")) && thread.equals(recorded.get("thread"));
    }

    @Override
    public String toString() {
      String what = group.isEmpty() ? "a write outside any group" : "group '" + group + "'";
      return what + (thread.isEmpty() ? " that was carried further" : " of thread " + thread);
    }
  }

  private final Set<Open> atStart = new LinkedHashSet<>();
  private final Set<Open> atEnd = new LinkedHashSet<>();

  /** May be told more than once, while files are copied. */
  void atStart(List<Map<String, Object>> told) {
    told.forEach(each -> atStart.add(Open.of(each)));
  }

  void atEnd(List<Map<String, Object>> told) {
    told.forEach(each -> atEnd.add(Open.of(each)));
  }

  /** Leaves the points out at which files need never have stood so. */
  void leaveOut(List<Map<String, Object>> recorded, LeftOut leftOut) {
    for (Open open : atStart) {
      recorded.stream()
          .filter(open::is)
          .findFirst()
          .ifPresent(group -> leftOut.before((Long) group.get("number"), began(open)));
    }
    atEnd.forEach(open -> leftOut.after(open.after(), ended(open)));
  }

  /** Beside those for which points were left out; empty where there were none. */
  String told(LeftOut leftOut) {
    return Stream.concat(
            atStart.stream().map(OpenGroups::began), atEnd.stream().map(OpenGroups::ended))
        .filter(why -> !leftOut.has(why))
        .map(Why::toString)
        .collect(Collectors.joining("; "));
  }

  private static Why began(Open open) {
    return new Why(
        open
            + " was open when the recording began, so that what it had done before is not in the"
            + " record",
        "begin before it does");
  }

  private static Why ended(Open open) {
    return new Why(
        open + " was open when the recording ended, so that nothing of it is in the record",
        "end it first");
  }
}
