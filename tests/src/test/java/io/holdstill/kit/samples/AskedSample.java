package io.holdstill.kit.samples;

import static io.holdstill.testkit.ReplayPoints.GROUP_ENDS;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.testkit.Recording;
import io.holdstill.testkit.ReplayPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The first question ends a recording: what is written later must not pass for checked. */
class AskedSample {
  @TempDir Path directory;
  @TempDir Path elsewhere;

  private Recording asked() throws IOException {
    Recording recording = Recording.start(directory);
    new Pages(directory).append("a");
    recording.check(GROUP_ENDS, (files, point) -> {});
    return recording;
  }

  @Test
  void noLaterQuestionIsAnsweredAfterAWrite() throws IOException {
    Recording recording = asked();
    ReplayPoint point = recording.points(GROUP_ENDS).get(0);
    Files.writeString(directory.resolve("late"), "1");
    String why = directory + "/late: was made after the recording was first asked";
    assertRefused(why, () -> recording.check(GROUP_ENDS, (files, p) -> {}));
    assertRefused(why, () -> recording.check(List.of(point), (files, p) -> {}));
    assertRefused(why, () -> recording.points(GROUP_ENDS));
    assertRefused(why, recording::unclean);
    assertRefused(why, () -> recording.tests(GROUP_ENDS, (files, p) -> {}));
    assertRefused(why, () -> recording.materialise(point, elsewhere.resolve("at")));
    assertRefused(why, recording::close);
    Files.delete(directory.resolve("late"));
    assertRefused(why, () -> recording.points(GROUP_ENDS));
    assertRefused("start another", recording::close);
  }

  @Test
  void theEndOfTheBlockTellsIt() throws IOException {
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class,
            () -> {
              try (Recording recording = asked()) {
                new Pages(directory).append("b");
              }
            });
    assertTrue(e.getMessage().contains("the recording was first asked"), e.getMessage());
  }

  @Test
  void aBlockThatFailsFailsForItsOwnReason() throws IOException {
    AssertionError e =
        assertThrows(
            AssertionError.class,
            () -> {
              try (Recording recording = asked()) {
                new Pages(directory).append("b");
                throw new AssertionError("its own");
              }
            });
    assertEquals("its own", e.getMessage());
    assertEquals(1, e.getSuppressed().length);
  }

  @Test
  void everyKindOfChangeIsSeen() throws IOException {
    Path left = directory.resolve("left");
    assertSeen("left: was changed", () -> Files.writeString(left, "b"));
    assertSeen("left: was removed", () -> Files.delete(left));
    assertSeen("sub: was made", () -> Files.createDirectory(directory.resolve("sub")));
    assertSeen("sub: was removed", () -> Files.delete(directory.resolve("sub")));
    assertSeen("left: was changed", () -> replaceByItsLike(left));
  }

  private void assertSeen(String what, Executable change) throws IOException {
    Recording recording = asked();
    assertDoesNotThrow(change);
    assertRefused(what + " after the recording was first asked", recording::close);
  }

  /** Of the same length and time. */
  private void replaceByItsLike(Path file) throws IOException {
    FileTime time = Files.getLastModifiedTime(file);
    Path like = Files.write(elsewhere.resolve("like"), Files.readAllBytes(file));
    Files.setLastModifiedTime(like, time);
    Files.move(like, file, StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void whatIsExcludedMayChange() throws IOException {
    Path logs = Files.createDirectory(directory.resolve("logs"));
    try (Recording recording = Recording.of(directory).exclude("*.log", "logs").start()) {
      new Pages(directory).append("a");
      recording.check(GROUP_ENDS, (files, point) -> {});
      Files.writeString(directory.resolve("a.log"), "1");
      Files.writeString(logs.resolve("b"), "1");
      recording.check(GROUP_ENDS, (files, point) -> {});
    }
  }

  /** Nobody takes those writes for recorded ones. */
  @Test
  void whatIsWrittenAfterTheBlockDoesNotMatter() throws IOException {
    Recording asked = asked();
    asked.close();
    Recording closed = Recording.start(directory);
    new Pages(directory).append("b");
    closed.close();
    new Pages(directory).append("c");
    assertEquals(1, asked.points(GROUP_ENDS).size());
    assertEquals(1, closed.points(GROUP_ENDS).size());
    asked.close();
  }

  @Test
  void aPointOfAnotherRecordingIsRefused() throws IOException {
    ReplayPoint other;
    try (Recording recording = asked()) {
      other = recording.points(GROUP_ENDS).get(0);
    }
    try (Recording recording = asked()) {
      assertNotOwn(recording, other);
    }
  }

  @Test
  void aPointThatSomebodyMadeUpIsRefused() throws IOException {
    try (Recording recording = asked()) {
      assertNotOwn(recording, new ReplayPoint(9999, "q", "t", null, null, false, null, null));
      assertNotOwn(recording, new ReplayPoint(1, null, null, null, null, false, null, null));
      assertNotOwn(recording, null);
    }
  }

  private void assertNotOwn(Recording recording, ReplayPoint point) {
    List<ReplayPoint> some = new ArrayList<>(Arrays.asList(point));
    List<Executable> questions =
        List.of(
            () -> recording.check(some, (files, p) -> {}),
            () -> recording.materialise(point, elsewhere.resolve("none")));
    for (Executable each : questions) {
      String why = assertThrows(IllegalArgumentException.class, each).getMessage();
      assertTrue(why.contains("is none of this recording's points"), why);
    }
  }

  private static void assertRefused(String why, Executable what) {
    IllegalStateException e = assertThrows(IllegalStateException.class, what);
    assertTrue(e.getMessage().contains(why), e.getMessage());
  }
}
