package io.holdstill.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Artifacts;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;

/**
 * Names of any bytes and of the greatest length, in every locale: each is in the copy as it was, or
 * the snapshot is refused and says for which name; none is left out without a word.
 */
class NamesTest {
  private static final List<Map<String, String>> LOCALES =
      List.of(Map.of("LC_ALL", "C"), Map.of("LC_ALL", "C.UTF-8"));

  /** What the kernel takes, without the zero at its end. */
  private static final int LONGEST = 4095;

  private static final String ODD =
      """
      printf 1 > "$(printf 'latin-\\344\\366')"
      printf 2 > "$(printf 'broken-\\303')"
      printf 3 > "$(printf 'utf8-\\303\\244\\360\\237\\230\\200')"
      printf 4 > "$(printf 'escape-\\033[2J\\007\\177')"
      printf 5 > "$(printf 'c1-\\302\\233-and-\\233')"
      printf 6 > "$(printf 'lines-\\r\\n\\t\\v')"
      printf 7 > "$(printf 'turned-\\342\\200\\256')"
      printf 8 > '...'
      printf 9 > '..a'
      printf a > '-rf'
      printf b > '%2e%2e%2f'
      printf c > ' '
      printf d > '\\..\\x'
      printf e > '?#*;&|"'"'"'$()`'
      mkdir "$(printf 'dir-\\377')"
      printf f > "$(printf 'dir-\\377')"/"$(printf 'in-\\376')"
      ln -s "$(printf 'to-\\377')" "$(printf 'link-\\377')"
      ln "$(printf 'latin-\\344\\366')" "$(printf 'hard-\\377')"
      n=$(head -c 251 /dev/zero | tr '\\0' n)
      printf g > "$n.abc"
      printf h > "$(printf '\\377%s' "$n").x"
      """;

  private static final String LISTING =
      "find . -printf '%P|%y|%m|%l|%n\\n' | LC_ALL=C sort | od -c; "
          + "find . -type f -exec sha256sum {} + | LC_ALL=C sort";

  @TempDir Path directory;

  @JdkTest
  void ofAnyBytes(Jdk jdk) throws Exception {
    Path source = Files.createDirectory(directory.resolve("source"));
    shell(source, ODD);
    String wanted = shell(source, LISTING);
    for (Map<String, String> locale : LOCALES) {
      String name = locale.get("LC_ALL");
      Path copy = directory.resolve("copy-" + name);
      try (Victim victim = in(jdk, locale)) {
        assertEquals("CONSISTENT ", victim.take(source, copy), name);
        assertEquals("", victim.tell("faults"));
        String pid = "" + victim.jvm().pid();
        Path again = directory.resolve("again-" + name);
        Path cli = Path.of("" + source);
        harmless(jdk, locale, 0, "snapshot", pid, "" + cli, "--to", "" + again);
        assertEquals(wanted, shell(again.resolve("source"), LISTING), name);
        harmless(jdk, locale, 0, "status", pid);
      }
      assertEquals(wanted, shell(copy.resolve("source"), LISTING), name);
      for (Map<String, String> other : LOCALES) {
        harmless(jdk, other, 0, "verify", "" + copy);
        harmless(jdk, other, 0, "verify", "" + copy, "--json");
      }
      shell(copy.resolve("source"), "for f in *; do test -d \"$f\" || printf x >> \"$f\"; done");
      String said = harmless(jdk, locale, 3, "verify", "" + copy);
      assertTrue(said.contains("escape-\\u001b[2J\\u0007\\u007f: grown"), said);
    }
  }

  /** What the operator names must be what the JVM understands; else it is refused by name. */
  @JdkTest
  void ofSourcesAndDestinations(Jdk jdk) throws Exception {
    shell(directory, "mkdir \"$(printf 's-\\377')\"; printf x > \"$(printf 's-\\377')/file\"");
    for (Map<String, String> locale : LOCALES) {
      String name = locale.get("LC_ALL");
      try (Victim victim = in(jdk, locale)) {
        java.net.URI base = directory.toUri();
        String answer = victim.take(base.resolve("s-%FF"), base.resolve("d-" + name + "-%FE"));
        assertEquals("CONSISTENT ", answer, name);
        String there =
            shell(directory, "cat \"$(printf 'd-" + name + "-\\376')/$(printf 's-\\377')/file\"");
        assertEquals("x", there);
        String pid = "" + victim.jvm().pid();
        // The bytes of an argument that its locale cannot read do not reach a JVM.
        String said =
            shell(
                directory,
                command(jdk, locale)
                    + " snapshot "
                    + pid
                    + " \"$PWD/$(printf 's-\\377')\" --to \"$PWD/cli-"
                    + name
                    + "\" 2>&1 && echo exit 0 || echo \"exit $?\"");
        assertTrue(said.matches("(?s).*exit [012]\n"), said);
        boolean made = Files.exists(directory.resolve("cli-" + name));
        assertEquals(said.contains("exit 0\n"), made, said);
        assertTrue(made || said.contains("there is no such file") || said.contains("s-"), said);
      }
    }
  }

  @JdkTest
  void ofTheGreatestLength(Jdk jdk) throws Exception {
    Path source = Files.createDirectory(directory.resolve("source"));
    int room = LONGEST - directory.resolve("c/source").toString().length(); // where it will lie
    String deep =
        "n=$(head -c 200 /dev/zero | tr '\\0' d); i=0; while [ $i -lt "
            + room / 201
            + " ]; do mkdir -p $n; cd $n; i=$((i+1)); done; ";
    int left = room % 201 - 1;
    String last = left > 0 ? "printf x > $(head -c " + left + " /dev/zero | tr '\\0' f); " : "";
    shell(source, deep + last + "pwd | wc -c");
    try (Victim victim = Victim.on(jdk, "")) {
      Path copy = directory.resolve("c");
      assertEquals("CONSISTENT ", victim.take(source, copy));
      shell(directory, "diff -r source c/source");
      harmless(jdk, Map.of(), 0, "verify", "" + copy);
      String further = victim.take(source, directory.resolve("further"));
      assertTrue(further.startsWith("FAILED "), further);
      assertTrue(further.contains("its path would be too long in"), further);
      shell(source, deep + "mkdir " + "e".repeat(200) + "; cd e*; printf x > " + "g".repeat(200));
      String answer = victim.take(source, directory.resolve("longer"));
      assertTrue(answer.startsWith("FAILED "), answer);
      assertTrue(answer.contains("has a path too long to be opened"), answer);
      for (String name : List.of("longer", "longer.partial", "further", "further.partial")) {
        assertFalse(Files.exists(directory.resolve(name), LinkOption.NOFOLLOW_LINKS), name);
      }
      assertEquals("", victim.tell("faults"));
    } finally {
      shell(directory, "rm -rf source c"); // deeper than JUnit's own removal can go
    }
  }

  private static Victim in(Jdk jdk, Map<String, String> locale) {
    var builder = Victim.builder(jdk, "");
    locale.forEach(builder::environment);
    return Victim.of(builder);
  }

  private static String command(Jdk jdk, Map<String, String> locale) {
    StringBuilder command = new StringBuilder("env");
    locale.forEach((name, value) -> command.append(' ').append(name).append('=').append(value));
    return command + " " + jdk.java() + " -jar " + Artifacts.agent();
  }

  /** Runs a command and finds no control character in what it says. */
  private String harmless(Jdk jdk, Map<String, String> locale, int exit, String... line)
      throws IOException {
    List<String> quoted = new ArrayList<>();
    for (String word : line) {
      quoted.add("'" + word + "'");
    }
    String said =
        shell(
            directory,
            command(jdk, locale)
                + " "
                + String.join(" ", quoted)
                + " 2>&1 && echo exit 0 || echo \"exit $?\"");
    assertTrue(said.endsWith("exit " + exit + "\n"), said);
    String text = new String(said.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    text.chars()
        .filter(c -> c != '\n' && (Character.isISOControl(c) || c == 0x202e))
        .forEach(c -> assertEquals("", String.format("\\u%04x", c), text));
    return text;
  }

  /** The output, one character a byte. */
  private static String shell(Path directory, String script) throws IOException {
    Process process =
        new ProcessBuilder("bash", "-ec", script)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError(script + "\nfailed: " + output);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return output;
  }
}
