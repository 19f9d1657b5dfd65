package io.holdstill.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupPatternTest {
  @ParameterizedTest
  @CsvSource({
    "com.acme.Store#put,        com.acme.Store,        true",
    "com.acme.Store#put,        com.acme.Stores,       false",
    "com.acme.Store#put,        com_acme.Store,        false",
    "com.acme.*Store#put,       com.acme.Store,        true",
    "com.acme.*Store#put,       com.acme.FileStore,    true",
    "com.acme.*Store#put,       com.acme.db.FileStore, false",
    "com.acme.**Store#put,      com.acme.db.FileStore, true",
    "com.acme.**#put,           com.acme.db.X$Y,       true",
    "com.acme.**#put,           com.acme,              false",
    "*#put,                     Store,                 true",
    "*#put,                     a.Store,               false",
    "**#put,                    a.Store,               true",
    "com.*.Store#put,           com.acme.Store,        true",
    "com.*.Store#put,           com.a.b.Store,         false",
    "com.acme.A$*#put,          com.acme.A$Inner,      true",
  })
  void classNamesAreGlobs(String pattern, String className, boolean matches) {
    assertEquals(matches, GroupPattern.of(pattern).matchesClass(className));
  }

  @ParameterizedTest
  @CsvSource({"put,put,true", "put,putAll,false", "*,anything,true", "put*,putAll,true"})
  void methodNamesAreGlobs(String pattern, String method, boolean matches) {
    assertEquals(matches, GroupPattern.of("S#" + pattern).matchesMethod(method, List.of("int")));
  }

  static void assertMatches(boolean expected, String parameters, List<String> types) {
    boolean matches = GroupPattern.of("a.S#put(" + parameters + ")").matchesMethod("put", types);
    assertEquals(expected, matches, parameters + " " + types);
  }

  @Test
  void parametersAreComparedOneByOne() {
    assertMatches(true, "", List.of());
    assertMatches(false, "", List.of("int"));
    assertMatches(true, "int,byte[]", List.of("int", "byte[]"));
    assertMatches(false, "int,byte[]", List.of("byte[]", "int"));
    assertMatches(false, "int", List.of("int", "int"));
    assertMatches(false, "int", List.of("java.lang.Integer"));
  }

  @Test
  void aTypeIsKnownByItsFullOrItsSimpleName() {
    assertMatches(true, "String", List.of("java.lang.String"));
    assertMatches(true, "java.lang.String", List.of("java.lang.String"));
    assertMatches(false, "other.String", List.of("java.lang.String"));
    assertMatches(false, "ring", List.of("java.lang.String"));
    assertMatches(true, " String , int ", List.of("java.lang.String", "int"));
  }

  @Test
  void everySpellingOfATypeIsUnderstood() {
    String entry = Map.Entry.class.getName();
    assertMatches(true, "Entry", List.of(entry));
    assertMatches(true, "Map.Entry", List.of(entry));
    assertMatches(true, "java.util.Map$Entry", List.of(entry));
    assertMatches(true, "byte[]", List.of(byte[].class.getName()));
    assertMatches(true, "long[][]", List.of(long[][].class.getName()));
    assertMatches(true, "String[]", List.of(String[].class.getName()));
    assertMatches(true, "String...", List.of(String[].class.getTypeName()));
    assertMatches(true, "Map.Entry[]", List.of(Map.Entry[].class.getName()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "com.acme.Store",
        "com.acme.Store.put",
        "com/acme/Store#put",
        "#put",
        "Store#",
        "Store#put(",
        "Store#put(int",
        "Store#put(int,)",
        "Store#put(,)",
        "Store#put(1)",
        ".Store#put",
        "com..Store#put",
        "Store.#put",
        "A#b#c",
        "Store#<init>"
      })
  void whatNamesNoMethodIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> GroupPattern.of(text));
  }

  @Test
  void theTextIsKeptAsItWasWritten() {
    assertEquals("a.*S#put(int, long)", GroupPattern.of("a.*S#put(int, long)").text());
  }
}
