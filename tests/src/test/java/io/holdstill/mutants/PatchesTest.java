package io.holdstill.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Artifacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each mutant still fits the sources and names a test that there is. That they die is shown by
 * {@code tests/mutants/run}, which takes too long to be run with every change.
 */
class PatchesTest {
  private static final int LEAST = 30;
  private static final String NOTICED_BY = "noticed by: ";
  private static final String ALSO_BY = "also by: ";

  private final Path sources = Artifacts.sources();
  private final List<String> wrong = new ArrayList<>();

  @Test
  void eachFitsTheSourcesAndNamesATest() throws IOException {
    List<Path> patches = patches();
    assertTrue(patches.size() >= LEAST, patches.size() + " mutants");
    for (Path patch : patches) {
      look(patch.getFileName().toString(), Files.readAllLines(patch));
    }
    assertEquals(List.of(), wrong, "make them anew, see tests/mutants/run --help");
  }

  @Test
  void aChangedSourceIsNoticed() throws IOException {
    Path patch = patches().get(0);
    List<String> lines = new ArrayList<>(Files.readAllLines(patch));
    lines.replaceAll(line -> line.startsWith("-  ") ? line + " // changed" : line);
    lines.replaceAll(line -> line.startsWith(NOTICED_BY) ? NOTICED_BY + "no.SuchTest" : line);
    look("changed", lines);
    assertEquals(2, wrong.size(), wrong::toString);
  }

  private List<Path> patches() throws IOException {
    try (Stream<Path> all = Files.list(sources.resolve("tests/mutants"))) {
      return all.filter(path -> path.toString().endsWith(".patch")).sorted().toList();
    }
  }

  private void look(String name, List<String> lines) throws IOException {
    require(lines.get(0).startsWith("breaks: "), name + " does not say what it breaks");
    require(lines.get(1).startsWith(NOTICED_BY), name + " does not say which test notices");
    lookForTests(name, lines.get(1), NOTICED_BY);
    if (lines.get(2).startsWith(ALSO_BY)) {
      lookForTests(name, lines.get(2), ALSO_BY);
    }
    String source = "";
    List<String> hunk = new ArrayList<>();
    for (String line : lines.subList(lines.indexOf("") + 1, lines.size())) {
      if (line.startsWith("+++ b/")) {
        fits(name, source, hunk);
        source = Files.readString(sources.resolve(line.substring(6)));
      } else if (line.startsWith("@@")) {
        fits(name, source, hunk);
      } else if (!line.startsWith("---") && !line.startsWith("+")) {
        hunk.add(line.substring(Math.min(1, line.length())));
      }
    }
    fits(name, source, hunk);
  }

  /** Exactly once: elsewhere it would be another mutant. */
  private void fits(String name, String source, List<String> hunk) {
    if (!hunk.isEmpty()) {
      String before = String.join("\n", hunk) + "\n";
      int at = source.indexOf(before);
      require(at >= 0 && source.indexOf(before, at + 1) < 0, name + " does not fit: " + before);
      hunk.clear();
    }
  }

  private void lookForTests(String name, String line, String head) throws IOException {
    for (String test : line.substring(head.length()).split("[ ,]+")) {
      lookForTest(name, test);
    }
  }

  private void lookForTest(String name, String test) throws IOException {
    String type = test.replaceAll("#.*", "").replace('.', '/') + ".java";
    String root = test.startsWith("agent.") || test.startsWith("runtime.") ? "agent" : "tests";
    Path file = sources.resolve(root + "/src/test/java/io/holdstill").resolve(type);
    String method = test.replaceAll("[^#]*#?", "");
    boolean there = Files.exists(file) && Files.readString(file).contains("void " + method);
    require(there, name + ": there is no " + test);
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      wrong.add(otherwise);
    }
  }
}
