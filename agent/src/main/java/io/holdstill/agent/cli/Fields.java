package io.holdstill.agent.cli;

import java.util.List;
import java.util.Map;

/** Reads what came over JMX or out of a manifest; a field that is not there reads as nothing. */
final class Fields {
  private final Map<?, ?> values;

  Fields(Map<?, ?> values) {
    this.values = values;
  }

  Map<?, ?> values() {
    return values;
  }

  String text(String name) {
    Object value = values.get(name);
    return value == null ? "" : value.toString();
  }

  long number(String name) {
    return values.get(name) instanceof Number number ? number.longValue() : 0;
  }

  boolean truth(String name) {
    return Boolean.TRUE.equals(values.get(name));
  }

  List<String> texts(String name) {
    return values.get(name) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  Fields record(String name) {
    return new Fields(values.get(name) instanceof Map<?, ?> map ? map : Map.of());
  }

  List<Fields> records(String name) {
    return values.get(name) instanceof List<?> list
        ? list.stream().filter(Map.class::isInstance).map(r -> new Fields((Map<?, ?>) r)).toList()
        : List.of();
  }
}
