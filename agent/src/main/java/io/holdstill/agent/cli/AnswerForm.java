package io.holdstill.agent.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Of what kind the fields are that this version reads. One that is not there is no fault, the other
 * side may be older, and neither is one that is not known here; one of another kind would be read
 * as nothing, and what is bad would look good.
 */
final class AnswerForm {
  private static final String TEXT = "a text";
  private static final Long NUMBER = 0L;
  private static final List<Object> TEXTS = List.of(TEXT);

  static final Map<String, Object> REPORT = report();

  static final Map<String, Object> PROGRESS =
      Map.of("phase", TEXT, "bytesDone", NUMBER, "bytesTotal", NUMBER);

  static final Map<String, Object> STATUS = status();

  private AnswerForm() {}

  private static Map<String, Object> report() {
    Map<String, Object> form = new HashMap<>();
    for (String name : List.of("verdict", "level", "destination", "snapshotPoint")) {
      form.put(name, TEXT);
    }
    for (String name : List.of("journal", "provider", "error")) {
      form.put(name, TEXT);
    }
    for (String name : List.of("group", "bareWrites", "files", "bytes", "beforeImageBytes")) {
      form.put(name, NUMBER);
    }
    for (String name : List.of("held", "longestStall", "totalStall", "late", "elapsed", "queued")) {
      form.put(name + "Micros", NUMBER);
    }
    for (String name : List.of("prepare", "search", "copy", "seal", "sufficientPause")) {
      form.put(name + "Micros", NUMBER);
    }
    form.put("stalledThreads", NUMBER);
    form.put("attempts", NUMBER);
    form.put("skipped", TEXTS);
    form.put("heldWriters", TEXTS);
    form.put("notChecked", TEXTS);
    form.put("unguarded", List.of(Map.of("path", TEXT, "reason", TEXT)));
    form.put(
        "blockers",
        List.of(Map.of("group", TEXT, "thread", TEXT, "ageMicros", NUMBER, "stack", TEXTS)));
    return form;
  }

  private static Map<String, Object> status() {
    Map<String, Object> form = new HashMap<>();
    for (String name : List.of("state", "stateReason", "version", "journal", "firstFault")) {
      form.put(name, TEXT);
    }
    for (String name : List.of("writesSeen", "groupsEnded", "journalEntries", "suppressedFaults")) {
      form.put(name, NUMBER);
    }
    form.put("longestStallMicros", NUMBER);
    form.put("openGroups", List.of(Map.of("group", TEXT, "thread", TEXT, "ageMicros", NUMBER)));
    form.put(
        "groupPatterns", List.of(Map.of("pattern", TEXT, "methods", TEXTS, "groupsEnded", NUMBER)));
    form.put("snapshots", List.of(REPORT));
    return form;
  }

  /**
   * @throws IllegalArgumentException naming the field that is not as the form has it
   */
  static void check(String name, Object form, Object value) {
    if (form instanceof Map<?, ?> fields) {
      Map<?, ?> found = as(Map.class, name, "a record", value);
      fields.forEach(
          (field, kind) -> {
            if (found.get(field) != null) {
              check(name.isEmpty() ? field.toString() : name + "." + field, kind, found.get(field));
            }
          });
    } else if (form instanceof List<?> kind) {
      List<?> found = as(List.class, name, "a list", value);
      for (int i = 0; i < found.size(); i++) {
        check(name + "[" + i + "]", kind.get(0), found.get(i));
      }
    } else if (form.equals(NUMBER)) {
      number(name, value);
    } else {
      as(String.class, name, TEXT, value);
    }
  }

  static long number(String name, Object value) {
    boolean whole = value instanceof Number && !(value instanceof Double || value instanceof Float);
    if (!whole || ((Number) value).longValue() < 0) {
      throw new IllegalArgumentException(said(name, value) + ", where a count should be");
    }
    return ((Number) value).longValue();
  }

  private static <T> T as(Class<T> type, String name, String kind, Object value) {
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(said(name, value) + ", where " + kind + " should be");
    }
    return type.cast(value);
  }

  private static String said(String name, Object value) {
    String what =
        value instanceof Map<?, ?>
            ? "a record"
            : value instanceof List<?>
                ? "a list"
                : value instanceof String ? TEXT : String.valueOf(value);
    return (name.isEmpty() ? "it" : name) + " is " + what;
  }
}
