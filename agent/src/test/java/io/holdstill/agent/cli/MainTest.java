package io.holdstill.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @ParameterizedTest
  @ValueSource(strings = {"list", "status", "snapshot", "verify", "journal", "replay"})
  void everyCommandHasHelpWithExamplesAndExitCodes(String command) {
    Run run = Run.of(command, "--help");

    assertEquals(Exit.DONE, run.exit());
    assertTrue(run.out().contains("Exit codes:"), run.out());
    assertTrue(run.out().contains("Examples:\n  holdstill " + command), run.out());
    assertEquals("", run.err());
    assertEquals(Exit.DONE, Run.of(command, "--version").exit());
  }

  @Test
  void theProgramItselfHasHelpAndAVersion() {
    Run help = Run.of("--help");

    assertEquals(Exit.DONE, help.exit());
    assertTrue(help.out().contains("130   interrupted"), help.out());
    assertTrue(Run.of("--version").out().matches("holdstill \\S+\n"));
  }

  @Test
  void withoutACommandTheLineIsWrong() {
    Run run = Run.of();

    assertEquals(Exit.USAGE, run.exit());
    assertEquals("holdstill: a command is missing\nholdstill: see 'holdstill --help'\n", run.err());
    assertEquals("", run.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"attach", "quiesce", "disarm", "arm"})
  void laterCommandsAreRefusedByName(String command) {
    for (String[] rest :
        List.of(new String[] {}, new String[] {"4711", "--lease", "1s", "--", "x"})) {
      List<String> line = new ArrayList<>(List.of(rest));
      line.add(0, command);
      Run run = Run.of(line.toArray(String[]::new));

      assertEquals(Exit.USAGE, run.exit());
      assertTrue(
          run.err().startsWith("holdstill: the command '" + command + "' comes with a later"),
          run.err());
    }
    assertFalse(Run.of("--help").out().contains("  " + command), "hidden");
  }

  @Test
  void whatIsWrongOnTheLineIsSaidAsJsonToo() {
    for (String[] line :
        List.of(
            new String[] {"snapshot", "4711", "/data", "--json"},
            new String[] {"snapshot", "4711", "--to", "/x", "--level", "row", "--json"},
            new String[] {"snapshot", "4711", "--to", "/x", "--max-pause", "5", "--json"},
            new String[] {"snapshot", "4711", "--to", "/x", "--timeout", "1 s", "--json"},
            new String[] {"snapshot", "4711", "--to", "/x", "--attach", "--json"},
            new String[] {"snapshot", "host:1", "data", "--to", "/x", "--json"},
            new String[] {"status", "--json"},
            new String[] {"verify", "--json"},
            new String[] {"verify", "/x", "--require", "all", "--json"},
            new String[] {"replay", "--json"},
            new String[] {"nonsense", "--json"})) {
      Run run = Run.of(line);
      String shown = String.join(" ", line);

      assertEquals(Exit.USAGE, run.exit(), shown);
      assertEquals("FAILED", run.json().get("verdict").getAsString(), shown);
      String error = run.json().get("error").getAsString();
      assertTrue(run.err().startsWith("holdstill: " + error + "\n"), shown);
    }
  }

  @Test
  void aStackTraceIsShownOnlyWhenAskedFor() {
    assertFalse(Run.of("status", "999999999").err().contains("\tat "));
    assertTrue(Run.of("status", "999999999", "--debug").err().contains("\tat "));
  }
}
