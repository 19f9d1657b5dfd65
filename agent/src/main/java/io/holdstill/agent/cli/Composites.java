package io.holdstill.agent.cli;

import io.holdstill.agent.snapshot.ReportFields;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.openmbean.CompositeData;

/**
 * Open types to maps and lists, whatever their fields are: the other side may be newer. The fields
 * that a report has come in its order.
 */
final class Composites {
  private Composites() {}

  static Map<String, Object> map(CompositeData data) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (String name : data.getCompositeType().keySet()) {
      fields.put(name, plain(data.get(name)));
    }
    return ReportFields.ordered(fields);
  }

  static Object plain(Object value) {
    if (value instanceof CompositeData data) {
      return map(data);
    }
    return value != null && value.getClass().isArray() ? list(value) : value;
  }

  private static List<Object> list(Object array) {
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < Array.getLength(array); i++) {
      elements.add(plain(Array.get(array, i)));
    }
    return elements;
  }
}
