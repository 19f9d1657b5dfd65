package io.holdstill.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
  private static Arguments parse(String... line) throws UsageException {
    return Arguments.parse(List.of(line), Set.of("--size", "--n"), Set.of("--json"));
  }

  @Test
  void valuesFlagsAndWords() throws UsageException {
    Arguments arguments = parse("a=b", "--size", "4KiB", "--json", "--n=1=2", "--n", "3");
    assertEquals(List.of("a=b"), arguments.words());
    assertEquals(4096, arguments.bytes("--size", "1B"));
    assertTrue(arguments.has("--json"));
    assertEquals(List.of("1=2", "3"), arguments.all("--n"));
    assertEquals("3", arguments.text("--n", "9"));
  }

  @ParameterizedTest
  @CsvSource({"--foo,unknown option --foo", "--json=1,unknown option --json", "--n,needs a value"})
  void wrongOptionsAreNamed(String option, String message) {
    UsageException wrong = assertThrows(UsageException.class, () -> parse(option));
    assertTrue(wrong.getMessage().contains(message), wrong.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "KiB", "-1KiB", "1.5GiB", "8388608TiB", "1KB"})
  void sizesNeedAUnitAndARange(String size) {
    UsageException wrong =
        assertThrows(UsageException.class, () -> parse("--size=" + size).bytes("--size", "1B"));
    assertTrue(wrong.getMessage().startsWith("--size " + size), wrong.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65", "x", "99999999999999999999", "-1"})
  void numbersAreInRange(String number) {
    UsageException wrong =
        assertThrows(UsageException.class, () -> parse("--n=" + number).number("--n", 2, 1, 64));
    assertTrue(wrong.getMessage().contains("from 1 to 64"), wrong.getMessage());
  }
}
