package io.holdstill.agent.cli;

import io.holdstill.agent.snapshot.ReportFields;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/**
 * Open types to maps and lists of texts, numbers and truths, whatever their fields are: the other
 * side may be newer. The fields that a report has come in its order. The other side may also be
 * anybody: what came over the wire need not be of the type that it says, and may contain itself.
 */
final class Composites {
  private static final int DEEPEST = 16;

  /** Far more than a report has, and no more than this process can hold. */
  private static final int MOST_VALUES = 10_000_000;

  private int values;

  private Composites() {}

  /**
   * @throws IllegalArgumentException saying what in it is no open type
   */
  static Object plain(Object value) {
    return new Composites().plain(value, 0);
  }

  private Object plain(Object value, int depth) {
    values++;
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("it is nested without an end");
    }
    if (values > MOST_VALUES) {
      throw new IllegalArgumentException("it has more than " + MOST_VALUES + " values");
    }
    if (value instanceof CompositeData data) {
      return map(data, depth);
    }
    if (value instanceof TabularData table) {
      return list(table.values().toArray(), depth);
    }
    return value != null && value.getClass().isArray() ? list(value, depth) : scalar(value);
  }

  private Map<String, Object> map(CompositeData data, int depth) {
    if (data.getCompositeType() == null) {
      throw new IllegalArgumentException("it is of no type");
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    for (String name : data.getCompositeType().keySet()) {
      fields.put(name, field(data, name, depth));
    }
    return ReportFields.ordered(fields);
  }

  private Object field(CompositeData data, String name, int depth) {
    try {
      return plain(data.get(name), depth + 1);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }

  private List<Object> list(Object array, int depth) {
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < Array.getLength(array); i++) {
      elements.add(plain(Array.get(array, i), depth + 1));
    }
    return elements;
  }

  /** Of a kind that no version has so far: it can be printed, and is no text and no number. */
  private record Other(Object value) {
    @Override
    public String toString() {
      return value.toString();
    }
  }

  /** JSON has no form for some; the numbers among the others may take all memory once counted. */
  private static Object scalar(Object value) {
    if (value == null || value instanceof String || value instanceof Boolean || isWhole(value)) {
      return value;
    }
    if (value instanceof Float || value instanceof Double) {
      return Double.isFinite(((Number) value).doubleValue()) ? value : new Other(value);
    }
    if (value instanceof BigInteger
        || value instanceof BigDecimal
        || value instanceof Character
        || value instanceof Date
        || value instanceof ObjectName) {
      return new Other(value);
    }
    throw new IllegalArgumentException("it is of " + value.getClass() + ", which no answer has");
  }

  private static boolean isWhole(Object value) {
    return value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte;
  }
}
