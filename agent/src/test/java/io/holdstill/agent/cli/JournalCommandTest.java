package io.holdstill.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.holdstill.agent.replay.MemoryJournal;
import io.holdstill.agent.replay.Ops;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalCommandTest {
  @TempDir Path directory;
  private final MemoryJournal journal = new MemoryJournal().session();

  @BeforeEach
  void fill() {
    journal.group("put", new Ops().create(1, 7, "/d/a").write(2, 7, 0, "1234"));
    journal.group("move", new Ops().rename(3, "/d", "/e").stack(4, "at X").write(5, 7, 9, "56"));
    journal.group("put", new Ops().create(6, 8, "/e/b").delete(7, "/e/b"));
    journal.point().mark("half");
    journal.base(4, directory.toString(), Map.of(), List.of(), Map.of());
    journal.gap(3, "full").dropped();
    journal.part(9, 8, new Ops().write(8, 7, 0, "7"));
    journal.session(new UUID(3, 4)).group("\u001b[2J", new Ops().create(9, 7, "/\u00ff\n"));
  }

  private Run journal(String... more) {
    String[] line = new String[more.length + 2];
    line[0] = "journal";
    line[1] = "j";
    System.arraycopy(more, 0, line, 2, more.length);
    return Run.of(directory, any -> journal, line);
  }

  @Test
  void everythingIsInTheObject() {
    JsonObject object = journal("--json").json();

    JsonObject groups = object.getAsJsonObject("groups");
    assertEquals(4, groups.get("count").getAsLong());
    assertEquals(1, groups.get("neverEnded").getAsLong());
    assertEquals(7, groups.get("bytes").getAsLong());
    assertEquals(1, object.get("missingEntries").getAsLong());
    assertEquals(2, object.getAsJsonArray("sessions").size());
    JsonObject gap = first(object, "gaps");
    assertEquals("full", gap.get("reason").getAsString());
    assertEquals(3, gap.get("lost").getAsLong());
    assertEquals("half", first(object, "marks").get("name").getAsString());
    JsonObject point = first(object, "points");
    assertEquals(4, point.get("number").getAsLong());
    assertTrue(point.get("there").getAsBoolean());
  }

  @Test
  void filesAreFollowedThroughRenames() {
    JsonArray files = journal("--json").json().getAsJsonArray("files");

    JsonObject a = files.get(0).getAsJsonObject();
    assertEquals("/e/a", a.get("path").getAsString());
    assertEquals(7, a.get("bytes").getAsLong());
    assertFalse(a.get("gone").getAsBoolean());
    JsonObject b = files.get(1).getAsJsonObject();
    assertEquals("/e/b", b.get("path").getAsString());
    assertTrue(b.get("gone").getAsBoolean());
    JsonObject other = files.get(2).getAsJsonObject();
    assertEquals(new UUID(3, 4).toString(), other.get("session").getAsString());
    assertEquals("/\ufffd\n", other.get("path").getAsString());
    assertEquals("L/8K", other.get("pathBytes").getAsString());
  }

  @Test
  void withinOneTickOfTheClockThereIsNoRate() {
    journal.group("quick", journal.last() + 1, new Ops().create(20, 9, "/e/q"));

    assertTrue(journal().out().contains(" -  quick\n"), journal().out());
    for (var name : journal("--json").json().getAsJsonArray("names")) {
      JsonObject named = name.getAsJsonObject();
      boolean quick = named.get("name").getAsString().equals("quick");
      assertEquals(quick, named.get("groupsPerSecond").isJsonNull(), named.toString());
      assertEquals(quick, named.get("bytesPerSecond").isJsonNull(), named.toString());
    }
  }

  @Test
  void theTableIsSafeOnATerminal() {
    Run run = journal("--groups");

    assertEquals(Exit.DONE, run.exit(), run.err());
    assertTrue(run.out().startsWith("j: entries 1 to 10, 4 groups, 7 B of writes"), run.out());
    assertFalse(run.out().contains("\u001b"));
    assertTrue(run.out().contains("\\u001b[2J"), run.out());
    assertTrue(run.out().contains("/\ufffd\\u000a"), run.out());
    assertTrue(run.out().contains("damaged: 1 entry dropped"), run.out());
    assertTrue(run.out().contains("put, thread thread-put"), run.out());
  }

  @Test
  void oneGroupIsItsOperations() {
    JsonObject group = journal("--group", "2", "--json").json();
    Run text = journal("--group", "2");

    assertEquals("move", group.get("name").getAsString());
    JsonArray operations = group.getAsJsonArray("operations");
    assertEquals(3, operations.size());
    assertEquals("rename", operations.get(0).getAsJsonObject().get("kind").getAsString());
    assertEquals("/e", operations.get(0).getAsJsonObject().get("to").getAsString());
    assertEquals(2, operations.get(2).getAsJsonObject().get("length").getAsLong());
    assertTrue(text.out().contains("  3 rename path /d to /e\n"), text.out());
    assertEquals(Exit.FAILED, journal("--group", "5").exit());
  }

  private static JsonObject first(JsonObject object, String name) {
    return object.getAsJsonArray(name).get(0).getAsJsonObject();
  }
}
