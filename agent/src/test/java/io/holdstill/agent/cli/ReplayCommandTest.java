package io.holdstill.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.holdstill.agent.journal.BadJournal;
import io.holdstill.agent.replay.MemoryJournal;
import io.holdstill.agent.replay.Ops;
import io.holdstill.agent.snapshot.Report;
import io.holdstill.agent.snapshot.ReportFixture;
import io.holdstill.agent.snapshot.SnapshotFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {
  private static final long POINT = 2;

  @TempDir Path directory;
  private final MemoryJournal journal = new MemoryJournal().session();

  /** A snapshot {@code today} of {@code /srv/data} and of {@code /srv/one}, at entry 2. */
  @BeforeEach
  void snapshot() throws IOException {
    Path data = Files.createDirectories(directory.resolve("today/data/sub"));
    Files.writeString(directory.resolve("today/data/a"), "aaaa");
    Files.createLink(directory.resolve("today/data/a2"), directory.resolve("today/data/a"));
    Files.writeString(data.resolve("b"), "bbbb");
    Files.createSymbolicLink(data.resolve("l"), Path.of("../a"));
    Files.writeString(directory.resolve("today/one"), "1");
    seal(ReportFixture.consistent("/backup/today", "group"));
    journal.group("before", new Ops().write(1, 7, 0, "aaaa")).point();
    journal.base(
        POINT,
        "/backup/today",
        Map.of("data", "/srv/data", "one", "/srv/one"),
        List.of("**/*.log"),
        Map.of(7L, "data/a"));
  }

  private void seal(Report report) throws IOException {
    Files.deleteIfExists(directory.resolve("today/holdstill-manifest.json"));
    SnapshotFixture.seal(
        directory.resolve("today"),
        ReportFixture.journalled(report, MemoryJournal.SESSION.toString(), POINT));
  }

  private Run replay(String... more) {
    return from("today", "new", more);
  }

  private Run from(String from, String to, String... more) {
    List<String> line = new ArrayList<>(List.of("replay", from, "--journal", "j", "--to", to));
    line.addAll(List.of(more));
    return Run.of(directory, any -> journal, line.toArray(String[]::new));
  }

  private void threeGroups() {
    journal.group("put", new Ops().write(10, 7, 1, "XX"));
    journal.mark("half").mark("twice").mark("twice");
    journal.group("log", new Ops().create(11, 9, "/srv/data/x.log").write(12, 9, 0, "log"));
    journal.group(
        "swap",
        new Ops()
            .create(13, 10, "/srv/tmp")
            .write(14, 10, 0, "22")
            .rename(15, "/srv/tmp", "/srv/one"));
  }

  @Test
  void theResultIsASnapshotThatCanBeVerified() throws IOException {
    threeGroups();
    Run run = replay();

    assertEquals(Exit.DONE, run.exit(), run.err());
    assertTrue(
        run.out()
            .startsWith(
                "CONSISTENT (level group): " + directory.toRealPath().resolve("new") + "\n"),
        run.out());
    assertTrue(run.out().contains("  3 groups applied to "), run.out());
    Path made = directory.resolve("new");
    assertEquals("aXXa", Files.readString(made.resolve("data/a")));
    assertTrue(Files.isSameFile(made.resolve("data/a"), made.resolve("data/a2")));
    assertEquals("22", Files.readString(made.resolve("one")));
    assertFalse(Files.exists(made.resolve("data/x.log")), "excluded");
    Run verified = Run.of(directory, "verify", "new", "--require", "group");
    assertEquals(Exit.DONE, verified.exit(), verified.out() + verified.err());
    assertEquals(0, leftOvers());
  }

  private long leftOvers() throws IOException {
    try (var files = Files.list(directory)) {
      return files
          .filter(file -> !List.of("today", "new").contains(file.getFileName().toString()))
          .count();
    }
  }

  @Test
  void asJsonItIsTheReport() {
    threeGroups();
    JsonObject report = replay("--until", "half", "--json").json();

    assertEquals("CONSISTENT", report.get("verdict").getAsString());
    assertEquals("replay", report.get("provider").getAsString());
    assertEquals(5, report.get("group").getAsLong());
    assertEquals(MemoryJournal.SESSION.toString(), report.get("journal").getAsString());
    assertEquals("1970-01-01T00:00:05Z", report.get("snapshotPoint").getAsString());
    assertEquals(3, report.get("files").getAsLong());
    assertEquals(1, report.get("replayedGroups").getAsLong());
  }

  @Test
  void untilIsANumberATimeOrAMark() throws IOException {
    threeGroups();
    for (String until : List.of("4", "half", "1970-01-01T00:00:04Z", "1970-01-01T00:00:07.999Z")) {
      Run run = from("today", "new-" + until.replace(':', '-'), "--until", until);
      assertEquals(Exit.DONE, run.exit(), until + run.err());
      Path made = directory.resolve("new-" + until.replace(':', '-'));
      assertEquals("aXXa", Files.readString(made.resolve("data/a")));
      assertEquals("1", Files.readString(made.resolve("one")));
    }
    assertEquals(
        "aaaa", Files.readString(made(from("today", "p", "--until", String.valueOf(POINT)), "p")));
  }

  private Path made(Run run, String name) {
    assertEquals(Exit.DONE, run.exit(), run.err());
    return directory.resolve(name).resolve("data/a");
  }

  @Test
  void whatCannotBeReachedIsRefused() {
    threeGroups();
    assertRefused("no mark third after the base", "--until", "third");
    assertRefused("the mark twice was set more than once, at the entries 6, 7", "--until", "twice");
    assertRefused("entry 99 cannot be replayed to: the journal ends at entry 9", "--until", "99");
    assertRefused("entry 1 is older than the base, which stands at 2", "--until", "1");
    assertRefused("is before the base, which stands at 2", "--until", "1970-01-01T00:00:01Z");
    journal.gap(2, "full");
    assertRefused("the journal's end cannot be replayed to: 2 groups were lost");
  }

  @Test
  void whatCanBeNeitherNumberNorTimeNorMarkIsAWrongLine() {
    threeGroups();
    for (String until :
        List.of("99999999999999999999", "-5", "2026-13-45T99:00", "2026-11-25", "20261125T1700")) {
      Run run = replay("--until=" + until);
      assertEquals(Exit.USAGE, run.exit(), run.err());
      assertTrue(run.err().contains("--until " + until + ": is no number of an entry, no time"));
      assertFalse(Files.exists(directory.resolve("new.partial")));
      assertEquals(
          "FAILED", replay("--until=" + until, "--json").json().get("verdict").getAsString());
    }
    for (String until : List.of("", " ")) {
      Run run = replay("--until", until);
      assertEquals(Exit.USAGE, run.exit(), run.err());
      assertTrue(run.err().contains("--until: is empty"), run.err());
    }
    assertRefused("is before the base", "--until", "-999999999-01-01T00:00:00Z");
    Run end = replay("--until", "+999999999-12-31T23:59:59Z");
    assertEquals(Exit.DONE, end.exit(), end.err());
  }

  @Test
  void aMarkMayBeCalledAlmostAnything() {
    List<String> names =
        List.of("-5", "2026-11-25", "\u001b[2J", "a\nb", " x ", "\ud83d\ude00", "x".repeat(65_535));
    for (String name : names) {
      journal.mark(name);
      journal.group("put", new Ops().write(100 + journal.last(), 7, 1, "XX"));
    }
    for (int i = 0; i < names.size(); i++) {
      Run run = from("today", "new-" + i, "--json", "--until=" + names.get(i));
      assertEquals(Exit.DONE, run.exit(), run.err());
      assertEquals(POINT + 2 * (i + 1), run.json().get("group").getAsLong());
    }
  }

  @Test
  void andIsReachedByItsNameThoughItLooksLikeSomethingElse() {
    List<String> names = List.of("4711", "3", "1970-01-01T00:00:01Z", "", "mark:", "mark:x");
    for (String name : names) {
      journal.mark(name);
      journal.group("put", new Ops().write(100 + journal.last(), 7, 1, "XX"));
    }
    for (int i = 0; i < names.size(); i++) {
      Run run = from("today", "new-" + i, "--json", "--until=mark:" + names.get(i));
      assertEquals(Exit.DONE, run.exit(), run.err());
      assertEquals(POINT + 2 * (i + 1), run.json().get("group").getAsLong());
    }
    assertRefused("no mark y after the base", "--until", "mark:y");
  }

  @Test
  void theResultDoesNotGoIntoWhatItIsMadeFrom() throws IOException {
    Files.createDirectory(directory.resolve("j"));
    for (String to : List.of("j/new", "today/new")) {
      Run run = from("today", to);
      assertEquals(Exit.FAILED, run.exit());
      assertTrue(run.err().contains(to + ": lies inside the "), run.err());
    }
    assertEquals(0, Files.list(directory.resolve("j")).count());
  }

  @Test
  void thatTheJournalHasNoEndIsTold() {
    threeGroups();
    Run run = from("today", "open");
    assertEquals(Exit.DONE, run.exit());
    assertTrue(run.err().contains("does not say that its JVM ended"), run.err());
    assertEquals("", from("today", "half", "--until", "half").err());
    journal.closed();
    assertEquals("", from("today", "ended").err());
    assertTrue(from("today", "j", "--json").json().get("journalEnded").getAsBoolean());
  }

  private void assertRefused(String message, String... more) {
    Run run = replay(more);
    assertEquals(Exit.REFUSED, run.exit(), run.err());
    assertTrue(run.err().contains(message), run.err());
    assertFalse(Files.exists(directory.resolve("new")));
    assertFalse(Files.exists(directory.resolve("new.partial")));
  }

  @Test
  void aRefusalNamesTheBoundariesInJsonToo() {
    journal.group("put", new Ops().write(10, 7, 1, "XX"));
    journal.group("first", 4, new Ops().write(12, 7, 0, "f"));
    journal.group("second", 4, new Ops().write(11, 7, 0, "s"));
    Run run = replay("--until", "5", "--json");

    assertEquals(Exit.REFUSED, run.exit());
    assertEquals(4, run.json().get("boundaryBefore").getAsLong());
    assertEquals(6, run.json().get("boundaryAfter").getAsLong());
    assertEquals("FAILED", run.json().get("verdict").getAsString());
    assertTrue(run.err().contains("group 6 (second, thread thread-second)"), run.err());
  }

  @Test
  void aResultCanBeReplayedFurther() throws IOException {
    journal.group(
        "put", new Ops().write(10, 7, 1, "XX").rename(11, "/srv/data/sub", "/srv/data/s"));
    journal.part(5, 4, new Ops().bind(12, 8, "/srv/one").write(13, 8, 0, "o"));
    journal.group("put", new Ops().write(14, 7, 0, "Y"));
    assertEquals(Exit.DONE, replay("--until", "6").exit());
    journal.lastPart(5, 4, new Ops().write(15, 8, 1, "ne").delete(16, "/srv/data/s/b"));
    Run run = from("new", "further");

    assertEquals(Exit.DONE, run.exit(), run.err());
    Path made = directory.resolve("further");
    assertEquals("YXXa", Files.readString(made.resolve("data/a")));
    assertEquals("one", Files.readString(made.resolve("one")));
    assertFalse(Files.exists(made.resolve("data/s/b")));
    assertEquals(Exit.DONE, Run.of(directory, "verify", "further").exit());
  }

  @Test
  void aDamagedSnapshotIsNoBase() throws IOException {
    threeGroups();
    Files.writeString(directory.resolve("today/one"), "2");

    assertRefused("is not what its manifest says, so nothing can be built on it (one: ");
  }

  @Test
  void aSnapshotOfAnotherJournalIsNoBase() throws IOException {
    Files.delete(directory.resolve("today/holdstill-manifest.json"));
    SnapshotFixture.seal(
        directory.resolve("today"),
        ReportFixture.journalled(
            ReportFixture.consistent("/backup/today", "group"), new UUID(8, 9).toString(), POINT));
    assertRefused("which this journal does not have");
    Files.delete(directory.resolve("today/holdstill-manifest.json"));
    SnapshotFixture.seal(
        directory.resolve("today"), ReportFixture.consistent("/backup/today", "group"));
    assertRefused("the snapshot was taken without a journal");
  }

  @Test
  void whatTheBaseDoesNotClaimIsNotClaimed() throws IOException {
    seal(ReportFixture.unguarded("/backup/today"));
    threeGroups();
    Run run = replay("--json");

    assertEquals(Exit.DONE, run.exit());
    assertEquals("UNGUARDED", run.json().get("verdict").getAsString());
    assertEquals(2, run.json().getAsJsonArray("unguarded").size());
    assertTrue(run.err().contains("claims UNGUARDED"), run.err());
  }

  @Test
  void whatIsThereIsLeftAlone() throws IOException {
    Files.createDirectory(directory.resolve("new"));
    Run run = replay();
    assertEquals(Exit.FAILED, run.exit());
    assertTrue(run.err().contains("exists already"), run.err());
    assertEquals(Exit.FAILED, from("today", "today/in").exit());
    assertEquals(Exit.FAILED, from("none", "other").exit());
    assertEquals(Exit.FAILED, from("today", "none/other").exit());
  }

  @Test
  void whatIsNoJournalIsRefused() {
    Journals bad =
        any ->
            () -> {
              throw new BadJournal("j: is no journal; name its directory");
            };
    Run run = Run.of(directory, bad, "replay", "today", "--journal", "j", "--to", "new");

    assertEquals(Exit.REFUSED, run.exit());
    assertEquals("holdstill: j: is no journal; name its directory\n", run.err());
    assertEquals(Exit.REFUSED, Run.of(directory, bad, "journal", "j").exit());
  }

  @Test
  void namesInAnyBytesComeThrough() throws IOException {
    String name = "\u00ff\u001b[31m";
    journal.group("g", new Ops().create(10, 9, "/srv/data/" + name).write(11, 9, 0, "x"));
    journal.group("h", new Ops().unguarded(12, 9, "mapped"));
    Run run = replay("--until", "5");

    assertEquals(Exit.REFUSED, run.exit());
    assertTrue(run.err().contains("/srv/data/\ufffd\\u001b[31m: it was open"), run.err());
    assertEquals(Exit.DONE, replay("--until", "4").exit());
    assertEquals(Exit.DONE, Run.of(directory, "verify", "new").exit());
  }
}
