package io.holdstill.agent.snapshot;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A report as names and values: the one place that the manifest and {@code --json} take them from.
 * The names are those that JMX derives from the same getters, the order is that of the
 * documentation.
 */
public final class ReportFields {
  static final List<String> ORDER =
      List.of(
          "verdict",
          "level",
          "destination",
          "snapshotPoint",
          "group",
          "journal",
          "bareWrites",
          "provider",
          "files",
          "bytes",
          "beforeImageBytes",
          "skipped",
          "heldMicros",
          "longestStallMicros",
          "totalStallMicros",
          "stalledThreads",
          "lateMicros",
          "attempts",
          "elapsedMicros",
          "queuedMicros",
          "prepareMicros",
          "searchMicros",
          "copyMicros",
          "sealMicros",
          "sufficientPauseMicros",
          "blockers",
          "heldWriters",
          "unguarded",
          "notChecked",
          "error",
          "thread",
          "ageMicros",
          "stack",
          "path",
          "reason");

  private ReportFields() {}

  /** Strings, numbers, booleans, lists and maps of them, in the documented order. */
  public static Map<String, Object> of(Report report) {
    return ofBean(report);
  }

  /** The same fields in the documented order; those that have no place in it come last. */
  public static Map<String, Object> ordered(Map<String, Object> fields) {
    Map<String, Object> rest = new TreeMap<>(fields);
    Map<String, Object> ordered = new LinkedHashMap<>();
    for (String name : ORDER) {
      if (rest.containsKey(name)) {
        ordered.put(name, rest.remove(name));
      }
    }
    ordered.putAll(rest);
    return ordered;
  }

  private static Map<String, Object> ofBean(Object bean) {
    Map<String, Object> fields = new TreeMap<>();
    for (Method method : bean.getClass().getMethods()) {
      String name = fieldName(method);
      if (!name.isEmpty()) {
        fields.put(name, plain(valueOf(method, bean)));
      }
    }
    return ordered(fields);
  }

  private static String fieldName(Method method) {
    boolean getter = method.getParameterCount() == 0 && method.getDeclaringClass() != Object.class;
    String prefix = method.getReturnType() == boolean.class ? "is" : "get";
    if (!getter || !method.getName().startsWith(prefix)) {
      return "";
    }
    String name = method.getName().substring(prefix.length());
    return name.isEmpty() ? "" : Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  private static Object valueOf(Method getter, Object bean) {
    try {
      return getter.invoke(bean);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no value from " + getter + "; it must be public", e);
    }
  }

  private static Object plain(Object value) {
    if (value instanceof List<?> list) {
      List<Object> plain = new ArrayList<>();
      list.forEach(element -> plain.add(plain(element)));
      return plain;
    }
    return isScalar(value) ? value : ofBean(value);
  }

  private static boolean isScalar(Object value) {
    return value == null
        || value instanceof String
        || value instanceof Number
        || value instanceof Boolean;
  }
}
