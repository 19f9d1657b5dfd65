package io.holdstill.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Artifacts;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's example is the code that runs here, and fails as it says. */
class ReadmeTest {
  private static final Pattern BLOCK = Pattern.compile("```(java)?\n(.*?)\n```\n", Pattern.DOTALL);
  private static final String SOURCES = "tests/src/test/java/io/holdstill/kit/";

  private static List<String> blocks() throws IOException {
    String all = Files.readString(Artifacts.sources().resolve("README.md"));
    String section = all.substring(all.indexOf("### Test kit"), all.indexOf("### JMX"));
    List<String> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(section);
    while (matcher.find()) {
      blocks.add(matcher.group(2));
    }
    return blocks;
  }

  @Test
  void itsCodeIsWhatRuns() throws IOException {
    List<String> blocks = blocks();
    assertIn("faulty/Store.java", blocks.get(0));
    assertIn("faulty/StoreTest.java", blocks.get(1));
    assertIn("mended/Store.java", blocks.get(3));
    assertEquals(
        source("faulty/StoreTest.java"),
        source("mended/StoreTest.java").replace("mended", "faulty"));
  }

  @JdkTest
  void itsFailureIsWhatIsPrinted(Jdk jdk) throws IOException {
    Kit.Outcome outcome = Kit.on(jdk).run("io.holdstill.kit.faulty.StoreTest");
    String wanted = blocks().get(2);
    assertTrue(timeless(outcome.stdout()).contains(timeless(wanted)), outcome::toString);
    assertEquals(3, outcome.of("FAILED").size(), outcome::toString);
    assertEquals(5, outcome.of("SUCCESSFUL").size(), outcome::toString);
  }

  @JdkTest
  void mendedItPasses(Jdk jdk) {
    Kit.Outcome outcome = Kit.on(jdk).run("io.holdstill.kit.mended.StoreTest");
    outcome.assertNone("FAILED");
    assertEquals(8, outcome.of("SUCCESSFUL").size(), outcome::toString);
  }

  /**
   * But for times, the thread, and the line of the method that the agent was loaded under: a method
   * that was running when its class was woven has lost its lines.
   */
  private static String timeless(String text) {
    return text.replaceAll("\\d+-\\d+-\\d+T[\\d:.]+Z", "TIME")
        .replaceAll("thread( +)[^\\s:]+", "thread$1T")
        .replaceAll("\\((StoreTest.java:\\d+|Unknown Source)\\)", "(StoreTest)");
  }

  private static void assertIn(String file, String block) throws IOException {
    assertTrue(source(file).contains(block), () -> file + " is not what the README shows");
  }

  private static String source(String file) throws IOException {
    Path path = Artifacts.sources().resolve(SOURCES).resolve(file);
    return Files.readString(path);
  }
}
