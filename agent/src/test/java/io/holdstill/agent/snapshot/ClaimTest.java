package io.holdstill.agent.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaimTest {
  private static final List<String> NONE = List.of();
  private static final List<String> SOME = List.of("a");

  @Test
  void whatAHoldstillWouldClaimIsBelieved() {
    for (String level : List.of("group", "write")) {
      assertEquals("", found("CONSISTENT", level, NONE));
      assertEquals("", found("UNGUARDED", level, SOME));
      assertEquals("", found("NOT_GROUPED", level, NONE));
      assertEquals("", found("NOT_GROUPED", level, SOME));
    }
  }

  @Test
  void whatNoneWouldIsFound() {
    assertTrue(found("FAILED", "group", NONE).contains("the verdict FAILED, which is none"));
    assertTrue(found("null", "group", NONE).contains("the verdict null, which is none"));
    assertTrue(found("CONSISTENT", "every", NONE).contains("the level every, and there is no"));
    assertTrue(found("CONSISTENT", "group", SOME).contains("CONSISTENT and lists unguarded files"));
    assertTrue(
        found("UNGUARDED", "group", NONE).contains("UNGUARDED and names no unguarded files"));
  }

  private static String found(String verdict, String level, List<String> unguarded) {
    List<Difference> differences = new ArrayList<>();
    Claim.check(Map.of("verdict", verdict, "level", level, "unguarded", unguarded), differences);
    assertTrue(differences.size() <= 1, differences::toString);
    return differences.isEmpty() ? "" : differences.get(0).message();
  }
}
