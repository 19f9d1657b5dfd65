package io.holdstill.agent.cli;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;

/** Makes answers that are nearly right of maps and lists that are right. */
final class OddAnswers {
  private static final int MOST_CHANGES = 3;

  /** As an operator's terminal must not get it. */
  static final String EVIL = "x\u001b[2J\u009b2J\u202e\u2028\u007f\r\ny\ud800";

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          EVIL,
          "CONSISTENT",
          "consistent",
          "UNGUARDED",
          "NOT_GROUPED",
          "NO_SNAPSHOT_POINT",
          "A_NEWER_ONE",
          "ARMED",
          "DISARMED",
          "group",
          "write",
          "file",
          "%s%n",
          "{0}",
          "null",
          "y".repeat(100_000));

  private final Random random;

  OddAnswers(Random random) {
    this.random = random;
  }

  /**
   * Open data as it is after it has come over a connection: nothing in it need fit its type, and
   * there need not be one.
   */
  record Loose(Map<String, Object> fields, boolean typed) implements CompositeData {
    @Override
    public CompositeType getCompositeType() {
      try {
        String[] names = fields.keySet().toArray(String[]::new);
        OpenType<?>[] types = new OpenType<?>[names.length];
        java.util.Arrays.fill(types, SimpleType.STRING);
        return typed ? new CompositeType("T", "T", names, names, types) : null;
      } catch (OpenDataException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public Object get(String key) {
      if (!(fields.get(key) instanceof Absent)) {
        return fields.get(key);
      }
      throw new javax.management.openmbean.InvalidKeyException(EVIL);
    }

    @Override
    public Object[] getAll(String[] keys) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean containsKey(String key) {
      return fields.containsKey(key);
    }

    @Override
    public boolean containsValue(Object value) {
      return fields.containsValue(value);
    }

    @Override
    public Collection<?> values() {
      return fields.values();
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(fields);
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public String toString() {
      return "loose " + fields.keySet();
    }
  }

  /** A name in the type that has no value. */
  private record Absent() {}

  /** What the agent's own bean would send. */
  static Object open(Object plain) {
    if (plain instanceof Map<?, ?> map && named(map)) {
      Map<String, Object> fields = new LinkedHashMap<>();
      map.forEach((name, value) -> fields.put((String) name, open(value)));
      return fields.isEmpty() ? new Loose(fields, false) : new Loose(fields, true);
    }
    if (plain instanceof List<?> list) {
      Object[] array = list.stream().map(OddAnswers::open).toArray();
      return texts(array) ? list.toArray(String[]::new) : array;
    }
    return plain;
  }

  private static boolean named(Map<?, ?> map) {
    return map.keySet().stream().allMatch(String.class::isInstance);
  }

  private static boolean texts(Object[] array) {
    for (Object each : array) {
      if (!(each instanceof String)) {
        return false;
      }
    }
    return true;
  }

  /** A copy with some fields or elements that are not as they should be; sometimes none. */
  Map<String, Object> changed(Map<String, Object> good) {
    Map<String, Object> changed = copy(good);
    for (int i = random.nextInt(MOST_CHANGES + 1); i > 0; i--) {
      change(changed);
    }
    return changed;
  }

  @SuppressWarnings("unchecked")
  static <T> T copy(T plain) {
    if (plain instanceof Map<?, ?> map) {
      Map<Object, Object> fields = new LinkedHashMap<>();
      map.forEach((name, value) -> fields.put(name, copy(value)));
      return (T) fields;
    }
    if (plain instanceof List<?> list) {
      List<Object> elements = new ArrayList<>();
      list.forEach(element -> elements.add(copy(element)));
      return (T) elements;
    }
    return plain;
  }

  @SuppressWarnings("unchecked")
  private void change(Map<String, Object> fields) {
    String name = any(new ArrayList<>(fields.keySet()));
    switch (random.nextInt(8)) {
      case 0 -> fields.remove(name);
      case 1 -> fields.put(name, null);
      case 2 -> fields.put("newer" + random.nextInt(9), odd());
      case 3 -> fields.put(EVIL, any(TEXTS));
      case 4 -> fields.put(name, any(TEXTS));
      case 5 -> within(fields, name);
      default -> fields.put(name, odd());
    }
    if (fields.isEmpty()) {
      fields.put("other", "");
    }
  }

  @SuppressWarnings("unchecked")
  private void within(Map<String, Object> fields, String name) {
    if (!(fields.get(name) instanceof List<?>)) {
      fields.put(name, new ArrayList<>(java.util.Arrays.asList(fields.get(name))));
      return;
    }
    List<Object> list = (List<Object>) fields.get(name);
    int at = list.isEmpty() ? -1 : random.nextInt(list.size());
    if (at >= 0 && list.get(at) instanceof Map<?, ?> map && named(map) && random.nextBoolean()) {
      change((Map<String, Object>) map);
    } else {
      list.add(odd());
    }
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** Whatever may stand where something else should. */
  Object odd() {
    return switch (random.nextInt(24)) {
      case 0 -> null;
      case 1 -> random.nextLong();
      case 2 -> Long.MAX_VALUE;
      case 3 -> Long.MIN_VALUE;
      case 4 -> -1L;
      case 5 -> random.nextInt();
      case 6 -> random.nextBoolean() ? Double.NaN : Double.NEGATIVE_INFINITY;
      case 7 -> 1e300;
      case 8 -> new BigDecimal("1e2147483647");
      case 9 -> BigInteger.TWO.pow(70).negate();
      case 10 -> random.nextBoolean();
      case 11 -> '\u009b';
      case 12 -> new Date(Long.MAX_VALUE);
      case 13 -> new String[] {EVIL, null};
      case 14 -> new long[][] {{1}, {}};
      case 15 -> itself();
      case 16 -> endless();
      case 17 -> new StringBuilder("CONSISTENT");
      case 18 -> new HashMap<>(Map.of(List.of(EVIL), EVIL));
      case 19 -> new Absent();
      case 20 -> new Loose(Map.of(), false);
      case 21 -> wide();
      case 22 -> deep();
      default -> any(TEXTS);
    };
  }

  private static Object[] itself() {
    Object[] array = new Object[1];
    array[0] = array;
    return array;
  }

  private static Loose endless() {
    Map<String, Object> fields = new HashMap<>();
    Loose endless = new Loose(fields, true);
    fields.put("again", endless);
    return endless;
  }

  /** Few objects, and more ways through them than anybody can go. */
  private static Object wide() {
    Object inner = "";
    for (int i = 0; i < 12; i++) {
      Object[] array = new Object[10];
      java.util.Arrays.fill(array, inner);
      inner = array;
    }
    return inner;
  }

  private static Object deep() {
    Object inner = "";
    for (int i = 0; i < 100_000; i++) {
      inner = new Object[] {inner};
    }
    return inner;
  }
}
