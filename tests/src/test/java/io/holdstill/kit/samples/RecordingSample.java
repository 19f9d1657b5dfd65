package io.holdstill.kit.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.testkit.RecordedStacks;
import io.holdstill.testkit.Recording;
import io.holdstill.testkit.ReplayFailure;
import io.holdstill.testkit.ReplayPoint;
import io.holdstill.testkit.ReplayPoints;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.MultipleFailuresError;

class RecordingSample {
  @TempDir Path directory;
  @TempDir Path elsewhere;

  @Test
  void theFilesAreAsEachGroupLeftThem() throws IOException {
    Files.writeString(directory.resolve("left"), "0");
    Files.writeString(directory.resolve("right"), "0");
    try (Recording recording = write(5)) {
      List<ReplayPoint> points = recording.points(ReplayPoints.GROUP_ENDS);
      assertEquals(5, points.size(), points::toString);
      for (int i = 0; i < 5; i++) {
        Path files = elsewhere.resolve("at-" + i);
        recording.materialise(points.get(i), files);
        assertEquals("012345".substring(0, i + 2), Pages.left(files));
        assertEquals(Pages.left(files), Pages.right(files));
        assertTrue(points.get(i).group().endsWith("Pages#append"), points::toString);
        assertEquals(Thread.currentThread().getName(), points.get(i).thread());
        assertFalse(points.get(i).ended().isBefore(points.get(i).begun()));
      }
      assertEquals(List.of(), recording.unclean());
    }
  }

  private Recording write(int groups) throws IOException {
    Recording recording = Recording.of(directory).stacks(RecordedStacks.GROUP).start();
    try (recording) {
      Pages pages = new Pages(directory);
      for (int i = 1; i <= groups; i++) {
        pages.append(String.valueOf(i));
      }
      Files.writeString(elsewhere.resolve("other"), "not recorded");
    }
    return recording;
  }

  @Test
  void allFailuresAreToldInOrderAndHowToHaveThemBack() throws IOException {
    try (Recording recording = write(9)) {
      MultipleFailuresError error =
          assertThrows(
              MultipleFailuresError.class,
              () -> recording.check(ReplayPoints.GROUP_ENDS, RecordingSample::isOdd));
      List<Long> failed =
          error.getFailures().stream()
              .map(each -> assertInstanceOf(ReplayFailure.class, each).point().number())
              .toList();
      List<ReplayPoint> points = recording.points(ReplayPoints.GROUP_ENDS);
      assertEquals(List.of(at(points, 1), at(points, 3), at(points, 5), at(points, 7)), failed);
      String message = error.getFailures().get(1).getMessage();
      assertTrue(message.contains("4 is even"), message);
      assertTrue(message.contains("Pages#append"), message);
      assertTrue(message.contains(Thread.currentThread().getName()), message);
      assertTrue(message.contains("Pages.append(Pages.java:"), message);
      assertTrue(message.contains("-Dholdstill.replay.point=" + failed.get(1)), message);
    }
  }

  private static long at(List<ReplayPoint> points, int index) {
    return points.get(index).number();
  }

  private static void isOdd(Path files, ReplayPoint point) throws IOException {
    int length = Pages.left(files).length();
    assertTrue(length % 2 == 1, length + " is even");
  }

  /** Two that wait for each other come to an end only side by side. */
  @Test
  void pointsRunAtOnceEachInItsOwnDirectory() throws IOException {
    if (Runtime.getRuntime().availableProcessors() == 1) {
      return;
    }
    Set<Path> seen = ConcurrentHashMap.newKeySet();
    CountDownLatch both = new CountDownLatch(2);
    try (Recording recording = write(2)) {
      recording.check(
          ReplayPoints.GROUP_ENDS,
          (files, point) -> {
            seen.add(files);
            both.countDown();
            assertTrue(both.await(30, TimeUnit.SECONDS), "alone");
          });
    }
    assertEquals(2, seen.size());
    seen.forEach(files -> assertFalse(Files.exists(files), files + " was not removed"));
  }

  @Test
  void onePointCanBeHadAlone() throws IOException {
    AtomicLong checked = new AtomicLong();
    try (Recording recording = write(4)) {
      long third = at(recording.points(ReplayPoints.GROUP_ENDS), 2);
      System.setProperty("holdstill.replay.point", String.valueOf(third));
      recording.check(ReplayPoints.GROUP_ENDS, (files, point) -> checked.addAndGet(point.number()));
      assertEquals(third, checked.get());
      System.setProperty("holdstill.replay.point", "123456");
      assertRefused(
          "names no clean group end",
          () -> recording.check(ReplayPoints.GROUP_ENDS, (files, point) -> {}));
    } finally {
      System.clearProperty("holdstill.replay.point");
    }
  }

  @Test
  void aSecondRecordingIsRefused() throws IOException {
    try (Recording recording = Recording.start(directory)) {
      assertRefused("records already", () -> Recording.start(elsewhere));
      new Pages(directory).append("x");
      assertEquals(1, recording.points(ReplayPoints.GROUP_ENDS).size());
    }
    Recording.start(elsewhere).close();
  }

  @Test
  void anEmptyRecordingIsNoSuccess() {
    try (Recording recording = Recording.start(directory)) {
      assertRefused(
          "no write group was recorded",
          () -> recording.check(ReplayPoints.GROUP_ENDS, (files, point) -> {}));
    }
  }

  @Test
  void whatIsReservedIsRefusedByName() throws IOException {
    try (Recording recording = write(1)) {
      for (ReplayPoints at :
          new ReplayPoints[] {ReplayPoints.EVERY_WRITE, ReplayPoints.CRASH_STATES}) {
        Exception e = assertThrows(UnsupportedOperationException.class, () -> recording.points(at));
        assertTrue(e.getMessage().contains(at + " is reserved"), e.getMessage());
      }
    }
  }

  @Test
  void otherGroupPatternsAreRefusedByName() {
    Recording.start(directory).close();
    assertRefused(
        "com.acme.Late#put", () -> Recording.of(directory).groups("com.acme.Late#put").start());
  }

  /** Its descriptor's offset is not at the end then, and nobody has moved it. */
  @Test
  void appendingNothingSpoilsNothing() throws IOException {
    Files.writeString(directory.resolve("left"), "0");
    try (Recording recording = Recording.start(directory)) {
      try (OutputStream stream = new FileOutputStream(directory.resolve("left").toFile(), true)) {
        stream.write(new byte[0]);
        stream.write('1');
      }
      assertEquals(List.of(), recording.unclean());
      List<ReplayPoint> points = recording.points(ReplayPoints.GROUP_ENDS);
      recording.materialise(points.get(points.size() - 1), elsewhere.resolve("end"));
      assertEquals("01", Pages.left(elsewhere.resolve("end")));
    }
  }

  @Test
  void aFileIsNoDirectory() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    Exception e = assertThrows(IllegalArgumentException.class, () -> Recording.start(file));
    assertTrue(e.getMessage().contains("is no directory"), e.getMessage());
  }

  @Test
  void nothingOfChronicleIsSeen() throws IOException {
    write(1).close();
    for (ClassLoader loader :
        new ClassLoader[] {
          RecordingSample.class.getClassLoader(),
          ClassLoader.getSystemClassLoader(),
          Thread.currentThread().getContextClassLoader()
        }) {
      assertThrows(
          ClassNotFoundException.class,
          () -> Class.forName("net.openhft.chronicle.queue.ChronicleQueue", false, loader));
    }
  }

  private static void assertRefused(String why, Runnable what) {
    IllegalStateException e = assertThrows(IllegalStateException.class, what::run);
    assertTrue(e.getMessage().contains(why), e.getMessage());
  }
}
