package io.holdstill.kit.samples;

import static io.holdstill.testkit.ReplayPoints.GROUP_ENDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.runtime.WriteGroup;
import io.holdstill.testkit.Checked;
import io.holdstill.testkit.Recording;
import io.holdstill.testkit.ReplayPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups that were begun before the recording, or end after it. */
class OpenGroupSample {
  @TempDir Path directory;

  @Test
  void oneThatIsOpenAtTheEndIsNamedWhereNothingWasRecorded() throws IOException {
    try (WriteGroup group = WriteGroup.begin("transfer")) {
      Recording recording = Recording.start(directory);
      new Pages(directory).append("a");
      IllegalStateException e =
          assertThrows(
              IllegalStateException.class, () -> recording.check(GROUP_ENDS, (files, point) -> {}));
      String group1 = "group 'transfer' of thread " + Thread.currentThread().getName();
      String message = e.getMessage();
      assertTrue(message.contains(group1 + " was open when the recording ended"), message);
      assertTrue(message.contains(group1 + " was open when the recording began"), message);
    }
  }

  /** Its writes would have to be between those of the group that ended. */
  @Test
  void whatEndedBesideOneThatIsOpenAtTheEndIsNoSuccess() throws Exception {
    Recording recording = Recording.start(directory);
    new Pages(directory).append("a");
    try (WriteGroup group = WriteGroup.begin("transfer")) {
      new Pages(directory).append("b");
      inAnotherThread("c");
      List<ReplayPoint> points = recording.points(GROUP_ENDS);
      assertEquals(1, points.size(), points::toString);
      assertEquals(1, recording.unclean().size(), () -> recording.unclean().toString());
      IllegalStateException e =
          assertThrows(
              IllegalStateException.class, () -> recording.check(GROUP_ENDS, (files, point) -> {}));
      assertTrue(e.getMessage().contains("group 'transfer' of thread "), e.getMessage());
    }
  }

  @Test
  void whatAThreadLeftThatDiedInItsGroupIsNoSuccess() throws Exception {
    Recording recording = Recording.start(directory);
    new Pages(directory).append("a");
    Thread other =
        new Thread(
            () -> {
              WriteGroup.begin("left open");
              append("b");
            });
    other.start();
    other.join();
    new Pages(directory).append("c");
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class, () -> recording.check(GROUP_ENDS, (files, point) -> {}));
    assertTrue(e.getMessage().contains("1 points checked"), e.getMessage());
    assertTrue(e.getMessage().contains("left open"), e.getMessage());
  }

  private void append(String text) {
    try {
      new Pages(directory).append(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void inAnotherThread(String text) throws Exception {
    Thread other = new Thread(() -> append(text));
    other.start();
    other.join();
  }

  /** What was copied at the start may be half of it. */
  @Test
  void whatEndedBeforeOneThatWasOpenAtTheStartIsLeftOut() throws Exception {
    Recording recording;
    try (WriteGroup group = WriteGroup.begin("transfer")) {
      new Pages(directory).append("a");
      recording = Recording.start(directory);
      inAnotherThread("b");
      new Pages(directory).append("c");
    }
    new Pages(directory).append("d");
    List<ReplayPoint> points = recording.points(GROUP_ENDS);
    assertEquals(2, points.size(), points::toString);
    assertEquals("transfer", points.get(0).group());
    String why = recording.unclean().get(0).unclean();
    assertTrue(why.contains("was open when the recording began"), why);
    Checked checked = recording.check(GROUP_ENDS, (files, point) -> {});
    assertEquals(1, checked.leftOut().size(), checked::toString);
    assertTrue(checked.toString().contains("group 'transfer' of thread "), checked::toString);
  }

  /** As of a test beside this one: it may have been in the copied files, and nobody can tell. */
  @Test
  void oneThatDoesNothingHereIsToldAndLeavesNothingOut() throws Exception {
    Recording recording;
    try (WriteGroup group = WriteGroup.begin("elsewhere")) {
      recording = Recording.start(directory);
      inAnotherThread("a");
      recording.close();
    }
    Checked checked = recording.check(GROUP_ENDS, (files, point) -> {});
    assertEquals(List.of(), checked.leftOut());
    assertTrue(checked.toString().contains("group 'elsewhere' of thread "), checked::toString);
  }

  /** A thread that was in a group as one recording ended is recorded anew by the next. */
  @Test
  void nothingOfOneRecordingIsInTheNext() throws IOException {
    try (WriteGroup group = WriteGroup.begin("transfer")) {
      Recording.start(directory).close();
      Recording first = Recording.start(directory);
      new Pages(directory).append("a");
      first.close();
    }
    Recording second = Recording.start(directory);
    new Pages(directory).append("b");
    List<ReplayPoint> points = second.points(GROUP_ENDS);
    assertEquals(1, points.size(), points::toString);
    second.check(GROUP_ENDS, (files, point) -> assertEquals("ab", Pages.left(files)));
  }
}
