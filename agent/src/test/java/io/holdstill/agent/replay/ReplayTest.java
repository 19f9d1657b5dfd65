package io.holdstill.agent.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
  @TempDir Path directory;
  private Scene scene;
  private MemoryJournal journal;

  @BeforeEach
  void copy() throws IOException {
    scene = new Scene(directory).file("a", "aaaa").file("d/b", "bbbb");
    journal = scene.journal;
  }

  @Test
  void theBaseIsTheStateBeforeAnyGroup() throws IOException {
    assertEquals(Map.of("a", "aaaa", "d", "/", "d/b", "bbbb"), scene.end());
  }

  @Test
  void bytesAreWrittenWhereTheyWere() throws IOException {
    journal.group("g", new Ops().bind(1, 7, "/data/a").write(2, 7, 2, "XYZ"));

    assertEquals("aaXYZ", scene.end().get("a"));
    assertEquals("aaaa", scene.at(0).get("a"));
    assertEquals("aaaa", Files.readString(scene.copy.resolve("a")), "the base is only read");
  }

  @Test
  void lengthsShrinkAndGrow() throws IOException {
    journal.group("g", new Ops().bind(1, 7, "/data/a").length(2, 7, 1));
    journal.group("h", new Ops().length(3, 7, 3));

    assertEquals("a", scene.at(1).get("a"));
    assertEquals("a\0\0", scene.at(2).get("a"));
  }

  @Test
  void filesAreMadeLinkedAndRemoved() throws IOException {
    journal.group("g", new Ops().create(1, 7, 0640, "/data/n").write(2, 7, 0, "new"));
    journal.group("h", new Ops().link(3, 7, "/data/d/m"));
    journal.group("i", new Ops().delete(4, "/data/n").write(5, 7, 0, "N"));
    journal.group("j", new Ops().delete(6, "/data/d/m"));

    assertEquals("new", scene.at(1).get("n"));
    assertEquals("new", scene.at(2).get("d/m"));
    Map<String, String> third = scene.at(3);
    assertEquals("New", third.get("d/m"));
    assertTrue(!third.containsKey("n"));
    assertEquals(Map.of("a", "aaaa", "d", "/", "d/b", "bbbb"), scene.at(4));
  }

  @Test
  void hardLinksAreOneFile() throws IOException {
    journal.group("g", new Ops().create(1, 7, "/data/n").link(2, 7, "/data/m"));
    try (Replay replay = scene.replay()) {
      replay.materialise(1, directory.resolve("into"));
    }
    Path into = directory.resolve("into");
    assertTrue(Files.isSameFile(into.resolve("n"), into.resolve("m")));
  }

  @Test
  void directoriesAndLinks() throws IOException {
    journal.group(
        "g",
        new Ops()
            .directory(1, "/data/e")
            .symlink(2, "/data/e/l", "../a")
            .create(3, 7, "/data/e/f"));
    journal.group(
        "h", new Ops().delete(4, "/data/e/f").delete(5, "/data/e/l").delete(6, "/data/e"));

    assertEquals(
        Map.of("a", "aaaa", "d", "/", "d/b", "bbbb", "e", "/", "e/l", "-> ../a", "e/f", ""),
        scene.at(1));
    assertEquals(scene.at(0), scene.at(2));
  }

  @Test
  void aDirectoryMovesWithAllBelowIt() throws IOException {
    journal.group("g", new Ops().bind(1, 7, "/data/d/b").rename(2, "/data/d", "/data/e"));
    journal.group("h", new Ops().write(3, 7, 0, "B").create(4, 8, "/data/e/c"));

    assertEquals(Map.of("a", "aaaa", "e", "/", "e/b", "Bbbb", "e/c", ""), scene.at(2));
  }

  @Test
  void aRenameReplaces() throws IOException {
    journal.group("g", new Ops().bind(1, 7, "/data/a").rename(2, "/data/d/b", "/data/a"));
    journal.group("h", new Ops().write(3, 7, 0, "gone").create(4, 8, "/data/d/b"));

    assertEquals(Map.of("a", "bbbb", "d", "/", "d/b", ""), scene.at(2));
  }

  @Test
  void aRenameBetweenTwoNamesOfOneFileDoesNothing() throws IOException {
    journal.group(
        "g", new Ops().bind(1, 7, "/data/a").link(2, 7, "/data/l").rename(3, "/data/a", "/data/l"));

    assertEquals(Map.of("a", "aaaa", "l", "aaaa", "d", "/", "d/b", "bbbb"), scene.end());
  }

  @Test
  void aFileWithANameOutsideIsNotVouchedFor() throws IOException {
    journal.group("g", new Ops().bind(1, 7, "/data/d/b").write(2, 7, 0, "B"));
    Base plain = Bases.ofPlain(scene.copy, "/data", -1, journal);
    Base base =
        new Base(
            plain.session(),
            plain.origin(),
            plain.at(),
            plain.millis(),
            plain.directory(),
            plain.entries(),
            plain.roots(),
            plain.excludes(),
            Map.of(-1L, "a"),
            plain.report());
    try (Replay replay = new Replay(base, journal, directory.resolve("scratch"))) {
      ReplayRefused refused =
          assertThrows(
              ReplayRefused.class, () -> replay.materialise(1, directory.resolve("refused")));
      assertTrue(refused.getMessage().contains("another name outside"), refused.getMessage());
    }
  }

  /** Out, back in under another name, and again: of the going of outside names nobody tells. */
  @Test
  void aFileGoesOutAndComesBackTwice() throws IOException {
    journal.group("g", new Ops().bind(1, 7, "/data/a").rename(2, "/data/a", "/out/z"));
    journal.group("h", new Ops().link(3, 7, "/data/m"));
    journal.group("i", new Ops().rename(4, "/data/m", "/out/z"));
    journal.group("j", new Ops().link(5, 7, "/data/n"));

    assertEquals(Map.of("d", "/", "d/b", "bbbb"), scene.at(3));
    assertEquals(Map.of("n", "aaaa", "d", "/", "d/b", "bbbb"), scene.end());
  }

  @Test
  void aNameThatComesBackIsAnotherFile() throws IOException {
    journal.group("g", new Ops().bind(1, 7, "/data/a").delete(2, "/data/a"));
    journal.group("h", new Ops().create(3, 8, "/data/a").write(4, 7, 0, "OLD").write(5, 8, 0, "n"));

    assertEquals("n", scene.end().get("a"));
  }

  @Test
  void operationsOfInterleavedGroupsAreAppliedInTheirOrder() throws IOException {
    journal.group("first", 0, new Ops().bind(1, 7, "/data/a").write(3, 7, 0, "22"));
    journal.group("second", 0, new Ops().write(2, 7, 0, "1111").write(4, 7, 1, "3"));

    assertEquals("2311", scene.at(2).get("a"));
    ReplayRefused refused = scene.refused(1);
    assertEquals(0, refused.before());
    assertEquals(2, refused.after());
    assertTrue(
        refused
            .getMessage()
            .startsWith(
                "entry 1 is no clean boundary: group 2 (second, thread thread-second) was open and"
                    + " shares /data/a with group 1 (first, thread thread-first), which had ended;"
                    + " the nearest clean boundaries are 0 (1970"),
        refused.getMessage());
    assertTrue(refused.getMessage().endsWith("): --until 0"), refused.getMessage());
  }

  @Test
  void groupsThatShareNothingLeaveBoundariesClean() throws IOException {
    journal.group("first", 0, new Ops().bind(1, 7, "/data/a").write(3, 7, 0, "22"));
    journal.group("second", 0, new Ops().bind(2, 8, "/data/d/b").write(4, 8, 0, "33"));

    assertEquals("22aa", scene.at(1).get("a"));
    assertEquals("bbbb", scene.at(1).get("d/b"));
    assertEquals("33bb", scene.at(2).get("d/b"));
  }

  @Test
  void groupsThatChangeNamesInOneDirectoryShareIt() throws IOException {
    journal.group("first", 0, new Ops().create(1, 7, "/data/x"));
    journal.group("second", 0, new Ops().create(2, 8, "/data/y"));

    assertTrue(scene.refused(1).getMessage().contains("shares the directory /data with"));
    assertEquals(5, scene.at(2).size());
  }

  @Test
  void aNameMadeInADirectoryThatAnOpenGroupMadeIsNotClean() throws IOException {
    journal.group("first", 0, new Ops().create(2, 7, "/data/e/x"));
    journal.group("second", 0, new Ops().directory(1, "/data/e"));

    assertTrue(scene.refused(1).getMessage().contains("shares the name /data/e with"));
    assertEquals("", scene.at(2).get("e/x"));
  }

  @Test
  void aGroupThatNeverEndedIsInNoState() throws IOException {
    journal.part(9, 0, new Ops().bind(1, 7, "/data/a").write(2, 7, 0, "torn"));
    journal.group("g", new Ops().bind(4, 9, "/data/d/b").write(5, 9, 0, "good"));

    assertEquals(Map.of("a", "aaaa", "d", "/", "d/b", "good"), scene.end());
  }

  /** A snapshot holds what it did, so a replay without it would be another state. */
  @Test
  void afterAGroupWhoseThreadDiedNothingIsClaimedOfWhatItTouched() throws IOException {
    journal.group("g", new Ops().bind(1, 7, "/data/a").write(2, 7, 0, "1"));
    journal.abandoned(1, new Ops().write(3, 7, 0, "torn"));
    journal.group("h", 2, new Ops().bind(4, 9, "/data/d/b").write(5, 9, 0, "2"));

    assertEquals("1aaa", scene.at(1).get("a"));
    assertTrue(scene.refused(2).getMessage().contains("had changed"));
    assertTrue(scene.refused(3).getMessage().contains("had changed"));
  }

  @Test
  void afterAGroupWhoseThreadDiedNothingIsClaimedOfNames() throws IOException {
    journal.abandoned(0, new Ops().create(3, 8, "/data/d/torn"));
    journal.group("g", 1, new Ops().bind(4, 9, "/data/d/b").write(5, 9, 0, "good"));

    assertTrue(scene.refused(2).getMessage().contains("had changed names"));
  }

  @Test
  void aGroupWhoseThreadDiedElsewhereIsNobodysBusiness() throws IOException {
    journal.abandoned(0, new Ops().create(3, 8, "/else/torn"));
    journal.group("g", 1, new Ops().bind(4, 9, "/data/d/b").write(5, 9, 0, "good"));

    assertEquals("good", scene.at(2).get("d/b"));
  }

  @Test
  void afterAGroupThatNeverEndedItsFilesAreNotClean() throws IOException {
    journal.group("g", new Ops().bind(1, 7, "/data/a").write(2, 7, 0, "1"));
    journal.part(9, 1, new Ops().write(3, 7, 1, "2"));
    journal.group("h", 1, new Ops().write(4, 7, 2, "3"));

    ReplayRefused refused = scene.refused(3);
    assertTrue(
        refused.getMessage().contains("a group that never ended (parted, thread thread-parted)"),
        refused.getMessage());
    assertEquals(1, refused.before());
    assertEquals(ReplayRefused.NONE, refused.after());
    assertEquals("1aaa", scene.at(1).get("a"));
  }

  @Test
  void partsAreOfTheGroupThatFollows() throws IOException {
    journal.part(9, 0, new Ops().bind(1, 7, "/data/a").write(2, 7, 0, "P"));
    journal.group("g", new Ops().bind(3, 8, "/data/d/b").write(4, 8, 0, "Q"));
    journal.lastPart(9, 0, new Ops().write(5, 7, 3, "R"));

    assertEquals("aaaa", scene.at(2).get("a"));
    assertEquals("PaaR", scene.at(3).get("a"));
  }

  @Test
  void aGapEndsTheGoodPart() throws IOException {
    journal.group("g", new Ops().bind(1, 7, "/data/a").write(2, 7, 0, "1"));
    journal.gap(3, "the queue was full");
    journal.group("h", new Ops().write(9, 7, 0, "2"));

    assertEndsAt(1, "3 groups were lost between ", "(the queue was full)");
  }

  @Test
  void aRestartEndsTheGoodPart() throws IOException {
    journal.group("g", new Ops().bind(1, 7, "/data/a").write(2, 7, 0, "1"));
    journal.session(new UUID(3, 4)).group("h", new Ops());

    assertEndsAt(1, "the JVM was started anew at ");
  }

  @Test
  void aNewSegmentOfTheSessionIsNoRestart() throws IOException {
    journal.group("g", new Ops().bind(1, 7, "/data/a").write(2, 7, 0, "1"));
    journal.session().group("h", new Ops().write(3, 7, 1, "2"));

    assertEquals("12aa", scene.end().get("a"));
  }

  @Test
  void aDroppedEntryEndsTheGoodPart() throws IOException {
    journal.group("g", new Ops().bind(1, 7, "/data/a").write(2, 7, 0, "1"));
    journal.dropped().group("h", new Ops().write(9, 7, 0, "2"));

    assertEndsAt(1, "entries after entry 1 are damaged and were dropped");
  }

  @Test
  void aDroppedLastEntryEndsTheGoodPart() throws IOException {
    journal.group("g", new Ops().bind(1, 7, "/data/a").write(2, 7, 0, "1")).dropped();

    assertEndsAt(1, "an entry after entry 1 is damaged and was dropped");
  }

  @Test
  void entriesThatWereDroppedBeforeASegmentEndTheGoodPart() throws IOException {
    journal.group("g", new Ops().bind(1, 7, "/data/a").write(2, 7, 0, "1"));
    journal.dropped().session().group("h", new Ops());

    assertEndsAt(1, "damaged and were dropped");
  }

  @Test
  void whatWasClearedAwayIsMissed() throws IOException {
    journal.group("g", new Ops().bind(1, 7, "/data/a").write(2, 7, 0, "1"));
    journal.group("h", new Ops().write(3, 7, 0, "2"));
    Base base = Bases.ofPlain(scene.copy, "/data", -1, journal);
    journal.pruned(2);
    try (Replay replay = new Replay(base, journal, directory.resolve("scratch"))) {
      assertEquals("the entries from 1 to 1 are not in the journal any more", replay.missing());
      assertEquals(1, replay.points().size());
    }
  }

  @Test
  void anUnguardedFileOfTheStateCannotBeClaimed() throws IOException {
    journal.group("g", new Ops().bind(1, 7, "/data/a").write(2, 7, 0, "1"));
    journal.group("h", new Ops().unguarded(3, 7, "mapped"));
    journal.group("i", new Ops().bind(4, 8, "/data/d/b").write(5, 8, 0, "2"));
    journal.group("j", new Ops().delete(6, "/data/a"));

    ReplayRefused refused = scene.refused(3);
    assertTrue(
        refused
            .getMessage()
            .contains("/data/a: it was open to changes that are not recorded (mapped)"),
        refused.getMessage());
    assertEquals(1, refused.before());
    assertEquals(4, refused.after());
    assertEquals("1aaa", scene.at(1).get("a"));
    assertEquals(Map.of("d", "/", "d/b", "2bbb"), scene.at(4));
  }

  @Test
  void itMayHaveBeenOpenFromTheBeginningOfTheGroupThatSaysSo() throws IOException {
    journal.group("g", new Ops().bind(1, 8, "/data/d/b").write(2, 8, 0, "2"));
    journal.group("h", 0, new Ops().bind(3, 7, "/data/a").unguarded(4, 7, "mapped"));

    assertEquals(0, scene.refused(1).before());
  }

  @Test
  void aGroupThatNeverEndedMakesAFileUnguardedToo() throws IOException {
    journal.part(9, 0, new Ops().bind(1, 7, "/data/a").unguarded(2, 7, "mapped"));
    journal.group("g", new Ops().bind(3, 8, "/data/d/b").write(4, 8, 0, "2"));

    assertTrue(scene.refused(2).getMessage().contains("(mapped)"));
  }

  @Test
  void anUnguardedFileOutsideIsNobodysBusiness() throws IOException {
    journal.group("g", new Ops().bind(1, 7, "/else/a").unguarded(2, 7, "mapped"));

    assertEquals("aaaa", scene.at(1).get("a"));
  }

  @Test
  void aFileMadeOutsideMayComeIn() throws IOException {
    journal.group("g", new Ops().create(1, 7, "/else/t").write(2, 7, 0, "in"));
    journal.group("h", new Ops().rename(3, "/else/t", "/data/a"));
    journal.group("i", new Ops().rename(4, "/data/a", "/else/u").rename(5, "/data/d", "/else/d"));
    journal.group("j", new Ops().rename(6, "/else/d/b", "/data/b").write(7, 7, 0, "IN"));
    journal.group("k", new Ops().rename(8, "/else/u", "/data/u"));

    assertEquals("in", scene.at(2).get("a"));
    assertEquals(Map.of(), scene.at(3));
    assertEquals(Map.of("b", "bbbb"), scene.at(4));
    assertEquals(Map.of("b", "bbbb", "u", "IN"), scene.at(5));
  }

  @Test
  void aStrangerThatComesInIsNotKnown() throws IOException {
    journal.group("g", new Ops().rename(1, "/else/t", "/data/t"));
    journal.group("h", new Ops().delete(2, "/data/t"));
    journal.group("i", new Ops().bind(3, 7, "/else/u").link(4, 7, "/data/u"));

    assertTrue(
        scene
            .refused(1)
            .getMessage()
            .contains("/data/t: it was moved here from a place that the snapshot does not hold"));
    assertEquals(scene.at(0), scene.at(2));
    assertTrue(scene.refused(3).getMessage().contains("/data/u: it was there before"));
  }

  @Test
  void whatContradictsTheStateEndsTheGoodPart() throws IOException {
    journal.group("g", new Ops().bind(1, 7, "/data/a").write(2, 7, 0, "1"));
    journal.group("h", new Ops().delete(3, "/data/none"));

    assertEndsAt(1, "/data/none: a name was removed that the state does not have");
  }

  @Test
  void theStackOfAGroupIsInItsPoint() throws IOException {
    journal.group("g", new Ops().stack(1, "at X").create(1, 7, "/data/x").force(2, 7));
    try (Replay replay = scene.replay()) {
      List<ReplayPoint> points = replay.points();
      assertEquals(2, points.size());
      ReplayPoint point = points.get(1);
      assertEquals("g", point.group());
      assertEquals("thread-g", point.thread());
      assertEquals("at X", point.stack());
      assertEquals(1000, point.endedMillis());
      assertTrue(point.clean());
    }
  }

  @Test
  void statesCanBeHadInAnyOrder() throws IOException {
    journal.group("g", new Ops().bind(1, 7, "/data/a").write(2, 7, 0, "1"));
    journal.group("h", new Ops().write(3, 7, 0, "2"));
    try (Replay replay = scene.replay()) {
      replay.materialise(2, directory.resolve("x"));
      replay.materialise(1, directory.resolve("y"));
      replay.materialise(2, directory.resolve("z"));
    }
    assertEquals("2aaa", Files.readString(directory.resolve("x/a")));
    assertEquals("1aaa", Files.readString(directory.resolve("y/a")));
    assertEquals("2aaa", Files.readString(directory.resolve("z/a")));
    assertTrue(Files.notExists(directory.resolve("scratch")));
  }

  @Test
  void aFileWhoseLinkIsOfAnOpenGroupKeepsItsBytes() throws IOException {
    journal.group(
        "f", new Ops().create(1, 7, "/data/x").write(2, 7, 0, "x").directory(3, "/data/e"));
    journal.group("remove", 1, new Ops().delete(5, "/data/x"));
    journal.group("link", 1, new Ops().link(4, 7, "/data/e/x"));

    assertEquals("x", scene.at(3).get("e/x"));
  }

  @Test
  void aLargeGroupIsKeptOutOfTheHeap() throws IOException {
    byte[] large = new byte[1 << 20];
    Arrays.fill(large, (byte) 'L');
    journal.part(9, 0, new Ops().create(1, 7, "/data/l").write(2, 7, 0, large));
    journal.part(9, 0, new Ops().write(4, 7, large.length, large));
    journal.lastPart(9, 0, new Ops().write(3, 7, large.length, "overwritten").write(5, 7, 1, "!"));

    assertEquals("L!" + "L".repeat(2 * large.length - 2), scene.end().get("l"));
  }

  @Test
  void holesStayHoles() throws IOException {
    journal.group("g", new Ops().create(1, 7, "/data/h").length(2, 7, 1L << 33));
    journal.group("h", new Ops().write(3, 7, 1L << 32, "x"));
    try (Replay replay = scene.replay()) {
      advanceAndCheck(replay);
    }
  }

  private void advanceAndCheck(Replay replay) throws IOException {
    replay.advance(2, (at, to) -> {});
    Node.File file = (Node.File) replay.state().tree.find("/data/h");
    assertEquals(1L << 33, Files.size(file.work));
  }

  private void assertEndsAt(long number, String... parts) throws IOException {
    try (Replay replay = scene.replay()) {
      ReplayRefused refused = assertThrows(ReplayRefused.class, () -> replay.resolve(""));
      for (String part : parts) {
        assertTrue(refused.getMessage().contains(part), refused.getMessage());
      }
      assertTrue(refused.getMessage().endsWith("--until " + number), refused.getMessage());
      assertEquals(number, refused.before());
      assertEquals(number, replay.resolve(String.valueOf(number)));
    }
    scene.at(number);
    assertEquals(number, scene.refused(number + 2).before());
  }
}
