package io.holdstill.agent.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The JDK's globs, in a time that no glob and no name can stretch. */
class GlobTest {
  private static final int ROUNDS = Integer.getInteger("holdstill.fuzz.rounds", 2_000) * 50;
  private static final String GLOB = "ab*?/.{,}[!-]\\^&ab*{,}";
  private static final String PATH = "ab/.-^!\\&[ab";

  /**
   * Where a range ends in one of these, the JDK (17 to 25) hands it to its regular expression bare,
   * so that it does not match itself, as the JDK's documentation says it does.
   */
  private static final Pattern END_TAKEN_FOR_REGEX = Pattern.compile("-[\\\\\\[]");

  private static String random(Random random, String letters, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most) + 1; i > 0; i--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }

  @Test
  void itSaysWhatTheJdkSays() {
    long seed = Long.getLong("holdstill.fuzz.seed", System.nanoTime());
    int matched = 0;
    int taken = 0;
    for (int i = 0; i < ROUNDS; i++) {
      Random random = new Random(seed + i);
      String glob = random(random, GLOB, 9);
      if (END_TAKEN_FOR_REGEX.matcher(glob).find()) {
        continue;
      }
      PathMatcher wanted;
      try {
        wanted = FileSystems.getDefault().getPathMatcher("glob:" + glob);
      } catch (IllegalArgumentException none) {
        continue;
      }
      Glob found = new Glob(glob);
      taken++;
      for (int j = 0; j < 20; j++) {
        Path path = Path.of(random(random, PATH, 6));
        boolean matches = wanted.matches(path);
        matched += matches ? 1 : 0;
        assertEquals(
            matches,
            found.matches(path.toString()),
            () -> glob + " and " + path + ", -Dholdstill.fuzz.seed=" + seed);
      }
    }
    System.out.println(
        "globs: " + taken + " of " + ROUNDS + ", matched " + matched + ", seed " + seed);
    assertTrue(matched > ROUNDS / 10, matched + " of " + taken);
  }

  @Test
  void theEndOfARangeMatchesItselfAndNothingBeyondIt() {
    Glob range = new Glob("[-,-\\{]");
    assertTrue(range.matches("\\"));
    assertTrue(range.matches("A"));
    assertFalse(range.matches("^"));
  }

  @Test
  void noNameKeepsItBusy() {
    Path source = Path.of("/data");
    Path name = source.resolve("a".repeat(255));
    for (String glob :
        List.of("*a".repeat(30) + "b", "**a".repeat(30) + "b", "{a*,*a}".repeat(30) + "b")) {
      Excludes excludes = new Excludes(List.of(glob));
      assertFalse(
          assertTimeoutPreemptively(
              Duration.ofSeconds(10), () -> excludes.excluded(List.of(source), name)));
    }
  }

  @Test
  void aCharacterBeyondTheFirstPlaneIsOne() {
    assertTrue(new Glob("a?b").matches("a\ud83d\ude00b"));
    assertTrue(new Glob("a[\ud83d\ude00x]b").matches("a\ud83d\ude00b"));
    assertTrue(new Glob("*\ud83d\ude00").matches("a\ud83d\ude00"));
  }
}
