package io.holdstill.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Artifacts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The order of the rooms: imports run strictly downward, and rooms on one level do not import each
 * other. Read from the built classes.
 */
class RoomsTest {
  private static final String ROOT = "io.holdstill.";
  private static final Pattern LINE = Pattern.compile("\\s+(\\S+)\\s+->\\s+(\\S+)\\s+.*");

  private static final Map<String, Integer> LEVEL =
      Map.ofEntries(
          Map.entry("runtime", 0),
          Map.entry("config", 1),
          Map.entry("posix", 1),
          Map.entry("intercept", 2),
          Map.entry("journal", 2),
          Map.entry("quiesce", 2),
          Map.entry("provider", 2),
          Map.entry("snapshot", 3),
          Map.entry("replay", 4),
          Map.entry("control", 5),
          Map.entry("agent", 6));

  /** What the command line may reach besides its own. */
  private static final List<String> BESIDE_CLI =
      List.of("config", "journal", "snapshot", "replay", "control");

  private record Import(String from, String to) {}

  private List<Import> imports;

  @BeforeEach
  void readImports(@TempDir Path folder) throws IOException {
    JarContent jar = JarContent.of(Artifacts.agent());
    for (Map.Entry<String, byte[]> file : jar.matching(RoomsTest::isOurs).entrySet()) {
      Path target = folder.resolve(file.getKey().replaceFirst("^(agent|runtime)/", ""));
      Files.createDirectories(target.getParent());
      Files.write(target, file.getValue());
    }
    imports = jdeps(folder);
    assertTrue(imports.size() > 100, "jdeps told too little: " + imports);
  }

  private static boolean isOurs(String entry) {
    return entry.matches("((agent|runtime)/)?io/holdstill/(agent|runtime|launch)/.*\\.class");
  }

  @Test
  void importsRunDownward() {
    List<Import> wrong = new ArrayList<>();
    for (Import each : imports) {
      if (each.to().startsWith(ROOT + "agent.") || each.to().startsWith(ROOT + "runtime.")) {
        if (!allowed(room(each.from()), room(each.to()))) {
          wrong.add(each);
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  private static boolean allowed(String from, String to) {
    if (from.equals(to)) {
      return true;
    }
    if (from.equals("cli")) {
      return BESIDE_CLI.contains(to);
    }
    // The door reaches the agent by name alone, and nobody reaches the command line.
    return LEVEL.containsKey(from) && LEVEL.containsKey(to) && LEVEL.get(to) < LEVEL.get(from);
  }

  @Test
  void onlyInterceptImportsByteBuddy() {
    assertImporters("io.holdstill.relocated.bytebuddy.", "intercept");
  }

  @Test
  void onlyTheJournalImportsChronicle() {
    assertImporters("net.openhft.", "journal");
    assertImporters("org.slf4j.", "journal");
  }

  @Test
  void onlyTheCommandLineImportsItsLibraries() {
    assertImporters("picocli.", "cli");
    assertImporters("me.tongfei.progressbar.", "cli");
  }

  @Test
  void theRuntimeImportsJavaBaseAlone() {
    for (Import each : imports) {
      if (room(each.from()).equals("runtime")) {
        boolean own = each.to().startsWith(ROOT + "runtime.");
        assertTrue(own || each.to().startsWith("java."), each.toString());
      }
    }
  }

  private void assertImporters(String library, String room) {
    List<Import> users = imports.stream().filter(i -> i.to().startsWith(library)).toList();
    assertTrue(!users.isEmpty(), "nobody imports " + library);
    assertEquals(List.of(), users.stream().filter(i -> !room(i.from()).equals(room)).toList());
  }

  /** The segment that names the room; the agent's root package is the room {@code agent}. */
  private static String room(String className) {
    String[] parts = className.split("\\.");
    boolean agentRoot = parts[2].equals("agent") && !Character.isLowerCase(parts[3].charAt(0));
    return parts[2].equals("agent") && !agentRoot ? parts[3] : parts[2];
  }

  private static List<Import> jdeps(Path folder) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    int exit = ToolProvider.findFirst("jdeps").orElseThrow().run(out, out, "-v", folder.toString());
    assertEquals(0, exit, text::toString);
    List<Import> found = new ArrayList<>();
    for (String line : text.toString().split("\n")) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches() && matcher.group(1).startsWith(ROOT)) {
        found.add(new Import(matcher.group(1), matcher.group(2)));
      }
    }
    return found;
  }
}
