package io.holdstill.agent.config;

import java.util.Map;

/**
 * Brings the spellings of a type to one: {@code [Ljava.util.Map$Entry;} is {@code
 * java.util.Map.Entry[]}.
 */
final class TypeNames {
  private static final Map<Character, String> PRIMITIVES =
      Map.of(
          'Z', "boolean", 'B', "byte", 'C', "char", 'S', "short", 'I', "int", 'J', "long", 'F',
          "float", 'D', "double");

  private TypeNames() {}

  static String readable(String name) {
    int dimensions = name.lastIndexOf('[') + 1;
    boolean descriptor = name.startsWith("[");
    String readable = descriptor ? element(name, dimensions) + "[]".repeat(dimensions) : name;
    return readable.replace("...", "[]").replace('$', '.');
  }

  private static String element(String descriptor, int at) {
    String primitive = PRIMITIVES.get(descriptor.charAt(at));
    return primitive != null ? primitive : descriptor.substring(at + 1, descriptor.length() - 1);
  }
}
