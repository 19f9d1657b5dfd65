package io.holdstill.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.agent.replay.MemoryJournal;
import io.holdstill.agent.replay.Ops;
import io.holdstill.agent.snapshot.ReportFixture;
import io.holdstill.agent.snapshot.SnapshotFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that somebody else named is obeyed by a terminal, and in JSON it is what it was. */
class ShownTest {
  /** Clears the screen; the same by the one C1 character; turns what follows around; a line. */
  private static final String EVIL = "x\u001b[2J\u009b2J\u202e\u2028\u007f\r\ny";

  @TempDir Path directory;

  private static void assertHarmless(String text) {
    text.chars()
        .forEach(
            c -> {
              int type = Character.getType(c);
              boolean obeyed =
                  c != '\n'
                      && (type == Character.CONTROL
                          || type == Character.FORMAT
                          || type == Character.LINE_SEPARATOR);
              assertTrue(!obeyed, () -> String.format("\\u%04x in ", c) + text);
            });
  }

  private static void assertHarmless(List<String> lines) {
    lines.forEach(
        line -> {
          assertHarmless(line);
          assertEquals(-1, line.indexOf('\n'), line);
        });
  }

  private static void assertHarmless(Run run) {
    assertHarmless(run.out());
    assertHarmless(run.err());
  }

  @Test
  void aReport() {
    Map<String, Object> evil = new HashMap<>();
    Map<String, Object> file = Map.of("path", EVIL, "reason", EVIL);
    Map<String, Object> blocker =
        Map.of("group", EVIL, "thread", EVIL, "ageMicros", 1L, "stack", List.of(EVIL));
    for (String field : List.of("destination", "error", "level", "snapshotPoint", "provider")) {
      evil.put(field, EVIL);
    }
    evil.put("verdict", "NO_SNAPSHOT_POINT");
    evil.put("skipped", List.of(EVIL));
    evil.put("notChecked", List.of(EVIL));
    evil.put("heldWriters", List.of(EVIL));
    evil.put("unguarded", List.of(file));
    evil.put("blockers", List.of(blocker));
    assertHarmless(ReportText.of(new Fields(evil)));
    evil.remove("error");
    evil.put("verdict", EVIL);
    assertHarmless(ReportText.of(new Fields(evil)));
  }

  @Test
  void aStatus() {
    Map<String, Object> evil = new HashMap<>();
    for (String field : List.of("state", "stateReason", "version", "journal", "firstFault")) {
      evil.put(field, EVIL);
    }
    evil.put("suppressedFaults", 1L);
    evil.put(
        "groupPatterns",
        List.of(Map.of("pattern", EVIL, "methods", List.of(EVIL), "groupsEnded", 1L)));
    evil.put("openGroups", List.of(Map.of("group", EVIL, "thread", EVIL, "ageMicros", 1L)));
    evil.put("snapshots", List.of(Map.of("verdict", "FAILED", "error", EVIL)));
    assertHarmless(StatusText.of(new Fields(evil)));
  }

  @Test
  void theNameAndTheStateOfAJvm() {
    assertHarmless(List.of(ListCommand.line(new JvmList.Jvm(7, EVIL), "DISARMED: " + EVIL)));
    assertEquals("       7  (no name)  ARMED", ListCommand.line(new JvmList.Jvm(7, ""), "ARMED"));
  }

  @Test
  void verify() throws IOException {
    Path snapshot = Files.createDirectory(directory.resolve("today"));
    Files.writeString(snapshot.resolve("a" + EVIL), "a");
    SnapshotFixture.seal(snapshot, ReportFixture.consistent("/backup/today", "group"));
    Files.writeString(snapshot.resolve("a" + EVIL), "b");
    Files.writeString(snapshot.resolve("extra" + EVIL), "");
    Run run = Run.of(directory, "verify", "today");
    assertEquals(Exit.REFUSED, run.exit());
    assertTrue(run.out().contains("extrax\\u001b[2J\\u009b2J\\u202e"), run.out());
    assertHarmless(run);
    Run json = Run.of(directory, "verify", "today", "--json");
    List<String> paths =
        json.json().getAsJsonArray("differences").asList().stream()
            .map(each -> each.getAsJsonObject().get("path").getAsString())
            .toList();
    assertTrue(paths.contains("extra" + EVIL), paths.toString());
    assertHarmless(json);
    for (String field : List.of("snapshotPoint", "level", "verdict")) {
      SnapshotFixture.reseal(
          snapshot,
          text ->
              text.replaceAll(
                  "\"" + field + "\":\"[^\"]*\"", "\"" + field + "\":\"\\\\u001b[2J\""));
      assertHarmless(Run.of(directory, "verify", "today", "--require", "group"));
      assertHarmless(Run.of(directory, "verify", "today", "--json"));
    }
    Path named = Files.createDirectory(directory.resolve(EVIL));
    SnapshotFixture.seal(named, ReportFixture.consistent("/backup/today", "group"));
    assertHarmless(Run.of(directory, "verify", EVIL));
    assertHarmless(Run.of(directory, "verify", "none" + EVIL));
  }

  @Test
  void journalAndReplay() throws IOException {
    MemoryJournal journal = new MemoryJournal().session();
    journal.point();
    journal.base(1, "/backup/" + EVIL, Map.of("data", "/srv/data"), List.of(EVIL), Map.of());
    journal.mark(EVIL);
    journal.group(EVIL, new Ops().create(10, 9, "/srv/data/" + EVIL).write(11, 9, 0, "x"));
    journal.gap(1, EVIL);
    for (String[] line :
        List.of(
            new String[] {"journal", "j" + EVIL},
            new String[] {"journal", "j", "--groups"},
            new String[] {"journal", "j", "--groups", "--json"},
            new String[] {"journal", "j", "--group", "4"},
            new String[] {"journal", "j", "--group", "4", "--json"})) {
      Run run = Run.of(directory, any -> journal, line);
      assertEquals(Exit.DONE, run.exit(), run::toString);
      assertHarmless(run);
    }
    Path snapshot = Files.createDirectory(directory.resolve("to" + EVIL));
    Files.createDirectory(snapshot.resolve("data"));
    SnapshotFixture.seal(
        snapshot,
        ReportFixture.journalled(
            ReportFixture.consistent("/backup/today", "group"),
            MemoryJournal.SESSION.toString(),
            1));
    for (String until : List.of("4", EVIL, "none" + EVIL, "")) {
      String[] line = {
        "replay",
        "to" + EVIL,
        "--journal",
        "j",
        "--to",
        "new" + EVIL + until.length(),
        "--until",
        until
      };
      assertHarmless(Run.of(directory, any -> journal, line));
    }
  }

  @Test
  void theWrongLine() {
    for (String[] line :
        List.of(
            new String[] {EVIL},
            new String[] {"verify", "x", "--" + EVIL},
            new String[] {"verify", "x", "--require", EVIL},
            new String[] {"snapshot", "1", "/x", "--to", "/y", "--max-pause", EVIL},
            new String[] {"snapshot", "1", "/x", "--to", "/y", "--exclude", "/" + EVIL},
            new String[] {"status", EVIL},
            new String[] {"replay", EVIL, "--journal", EVIL, "--to", EVIL},
            new String[] {"journal", EVIL})) {
      assertHarmless(Run.of(directory, line));
    }
  }
}
