package io.holdstill.agent.cli;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the documentation says that an answer is made of, for tests; not as the code reads it. */
final class Sound {
  private static final Set<String> REPORT_TEXTS =
      Set.of("verdict", "level", "destination", "snapshotPoint", "journal", "provider", "error");
  private static final Set<String> REPORT_LISTS = Set.of("skipped", "heldWriters", "notChecked");
  private static final Set<String> STATUS_TEXTS =
      Set.of("state", "stateReason", "version", "journal", "firstFault");
  private static final Set<String> STATUS_NUMBERS =
      Set.of(
          "writesSeen", "groupsEnded", "longestStallMicros", "journalEntries", "suppressedFaults");

  private Sound() {}

  /** The fields that are not as documented. */
  static Set<String> report(Map<?, ?> report) {
    Set<String> odd = new TreeSet<>();
    report.forEach(
        (name, value) -> {
          boolean sound =
              value == null
                  || switch ((String) name) {
                    case "blockers" -> records(value, "group,thread", "ageMicros", "stack");
                    case "unguarded" -> records(value, "path,reason", "", "");
                    default -> scalar((String) name, value);
                  };
          if (!sound) {
            odd.add((String) name);
          }
        });
    return odd;
  }

  private static boolean scalar(String name, Object value) {
    if (REPORT_TEXTS.contains(name)) {
      return value instanceof String;
    }
    if (REPORT_LISTS.contains(name)) {
      return texts(value);
    }
    boolean ours = io.holdstill.agent.snapshot.ReportFields.of(EMPTY).containsKey(name);
    return ours ? number(value) : open(value);
  }

  private static final io.holdstill.agent.snapshot.Report EMPTY =
      io.holdstill.agent.snapshot.ReportFixture.ended("", "", "", "");

  /** That a report that can be read says that there is a snapshot, and how good it is. */
  static boolean claims(Map<?, ?> report) {
    boolean unguarded = report.get("unguarded") instanceof List<?> files && !files.isEmpty();
    boolean whole =
        List.of("group", "write").contains("" + report.get("level"))
            && filled(report.get("destination"))
            && filled(report.get("snapshotPoint"))
            && !filled(report.get("error"));
    return whole
        && switch ("" + report.get("verdict")) {
          case "CONSISTENT" -> !unguarded;
          case "UNGUARDED" -> unguarded;
          case "NOT_GROUPED" -> true;
          default -> false;
        };
  }

  private static boolean filled(Object text) {
    return text instanceof String string && !string.isEmpty();
  }

  static Set<String> status(Map<?, ?> status) {
    Set<String> odd = new TreeSet<>();
    status.forEach(
        (key, value) -> {
          String name = (String) key;
          boolean sound =
              value == null
                  || switch (name) {
                    case "openGroups" -> records(value, "group,thread", "ageMicros", "");
                    case "groupPatterns" -> records(value, "pattern", "groupsEnded", "methods");
                    case "snapshots" ->
                        value instanceof List<?> list
                            && list.stream()
                                .allMatch(
                                    each -> each instanceof Map<?, ?> map && report(map).isEmpty());
                    default ->
                        STATUS_TEXTS.contains(name)
                            ? value instanceof String
                            : STATUS_NUMBERS.contains(name) ? number(value) : open(value);
                  };
          if (!sound) {
            odd.add(name);
          }
        });
    if (!List.of("ARMED", "DISARMED").contains("" + status.get("state"))) {
      odd.add("state");
    }
    return odd;
  }

  static boolean number(Object value) {
    return (value instanceof Long || value instanceof Integer) && ((Number) value).longValue() >= 0;
  }

  private static boolean texts(Object value) {
    return value instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
  }

  private static boolean records(Object value, String texts, String number, String list) {
    return value instanceof List<?> records
        && records.stream()
            .allMatch(
                each ->
                    each instanceof Map<?, ?> record
                        && record.entrySet().stream()
                            .allMatch(field -> of(field, texts, number, list)));
  }

  private static boolean of(Map.Entry<?, ?> field, String texts, String number, String list) {
    Object value = field.getValue();
    if (value == null || !(field.getKey() instanceof String)) {
      return value == null;
    }
    if (List.of(texts.split(",")).contains(field.getKey())) {
      return value instanceof String;
    }
    if (field.getKey().equals(number)) {
      return number(value);
    }
    return field.getKey().equals(list) ? texts(value) : open(value);
  }

  /** Of a kind that comes over JMX; a field that is not known here may be any. */
  private static boolean open(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().allMatch(Sound::open);
    }
    return value == null
        || value instanceof String
        || value instanceof Boolean
        || value instanceof Character
        || value instanceof Integer
        || value instanceof Long
        || value instanceof Double
        || value instanceof BigInteger
        || value instanceof BigDecimal
        || value instanceof Date
        || value instanceof String[]
        || value instanceof long[][];
  }
}
