package io.holdstill.kit.samples;

import static io.holdstill.testkit.ReplayPoints.GROUP_ENDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdstill.runtime.WriteGroup;
import io.holdstill.testkit.Checked;
import io.holdstill.testkit.Recording;
import io.holdstill.testkit.ReplayPoint;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.MultipleFailuresError;

/** Points that cannot be checked, or are not: nobody may take them for checked ones. */
class LeftOutSample {
  @TempDir Path directory;
  @TempDir Path elsewhere;

  @Test
  void whatComesAfterAMappingIsNoSuccess() throws IOException {
    Recording recording = Recording.start(directory);
    try (recording) {
      new Pages(directory).append("a");
      map(directory.resolve("mapped"));
      new Pages(directory).append("b");
    }
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class, () -> recording.check(GROUP_ENDS, (files, point) -> {}));
    String message = e.getMessage();
    assertTrue(message.contains("/mapped: "), message);
    assertTrue(message.contains("mapped for writing, which passes no gate"), message);
    assertTrue(message.contains("exclude"), message);
    assertTrue(message.contains("2 points checked"), message); // made empty, and by the group
    assertEquals(2, recording.check(recording.points(GROUP_ENDS), (f, p) -> {}).passed().size());
    ReplayPoint last = recording.unclean().get(recording.unclean().size() - 1);
    assertRefused(
        last + ": the files need never have stood so",
        () -> recording.check(List.of(last), (files, point) -> {}));
  }

  @Test
  void theTestsSayItToo() throws IOException {
    Recording recording = Recording.start(directory);
    try (recording) {
      new Pages(directory).append("a");
      map(directory.resolve("mapped"));
    }
    List<String> names =
        recording.tests(GROUP_ENDS, (f, p) -> {}).map(DynamicTest::getDisplayName).toList();
    assertTrue(names.get(names.size() - 1).contains("mapped for writing"), names::toString);
  }

  /** Of what is stored through it nothing would be said. */
  @Test
  void aMappingThatIsThereAlreadyIsRefused() throws IOException {
    MappedByteBuffer mapping = map(directory.resolve("mapped"));
    String why = directory + "/mapped: is mapped for writing, which passes no gate";
    assertRefused(why, () -> Recording.start(directory));
    Recording.of(directory).exclude("mapped").start().close();
    mapping.put(1, (byte) 1);
  }

  /** Its buffer is garbage, and the mapping goes with it. */
  @Test
  void aMappingThatNobodyHoldsDoesNotMatter() throws IOException {
    map(directory.resolve("mapped"));
    Recording.start(directory).close();
  }

  @Test
  void whatIsExcludedDoesNotMatter() throws IOException {
    Path below = Files.createDirectories(directory.resolve("in/maps"));
    Files.createLink(below.resolve("outside"), Files.writeString(elsewhere.resolve("o"), "x"));
    Recording recording = Recording.of(directory).exclude("**/maps", "*.map").start();
    try (recording) {
      map(below.resolve("mapped"));
      map(directory.resolve("a.map"));
      new Pages(directory).append("a");
    }
    Checked checked =
        recording.check(
            GROUP_ENDS,
            (files, point) -> {
              assertTrue(Files.isDirectory(files.resolve("in")));
              assertFalse(Files.exists(files.resolve("in/maps")));
              assertFalse(Files.exists(files.resolve("a.map")));
            });
    assertEquals(List.of(), checked.leftOut());
    assertEquals(checked.passed().size() + " points checked", checked.toString());
  }

  /** The files need never have stood so, and nothing is missing. */
  @Test
  void overlapIsNoFailureAndIsTold() throws Exception {
    Recording recording = Recording.start(directory);
    try (recording) {
      try (WriteGroup open = WriteGroup.begin("open")) {
        new Pages(directory).append("a");
        Thread other = new Thread(() -> append("b"));
        other.start();
        other.join();
      }
    }
    Checked checked = recording.check(GROUP_ENDS, (files, point) -> assertEquals(2, length(files)));
    assertEquals(1, checked.passed().size(), checked::toString);
    assertEquals(recording.unclean(), checked.leftOut());
    String why = "another group that touched the same files was open: 1 of 2 group ends: 1";
    assertEquals("1 points checked; left out, as " + why, checked.toString());
  }

  private void append(String text) {
    try {
      new Pages(directory).append(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static MappedByteBuffer map(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MappedByteBuffer mapping = channel.map(FileChannel.MapMode.READ_WRITE, 0, 16);
      mapping.put(0, (byte) 1);
      return mapping;
    }
  }

  @Test
  void anAssumptionThatDoesNotHoldIsNoFailure() throws IOException {
    Recording recording = write(3);
    Checked checked =
        recording.check(GROUP_ENDS, (files, point) -> assumeTrue(length(files) != 2, "two"));
    assertEquals(2, checked.passed().size(), checked::toString);
    assertEquals(2, checked.aborted().get(0).number(), checked::toString);
    assertTrue(checked.toString().contains("two): 1 of 3 points: 2"), checked::toString);
    MultipleFailuresError error =
        assertThrows(
            MultipleFailuresError.class,
            () ->
                recording.check(
                    GROUP_ENDS,
                    (files, point) -> {
                      assumeTrue(length(files) != 2, "two");
                      assertEquals(1, length(files));
                    }));
    assertEquals(1, error.getFailures().size(), error.getMessage());
    assertTrue(error.getMessage().contains("1 of 3 points; not checked, as"), error.getMessage());
  }

  @Test
  void whereNoneHoldsTheTestIsAborted() throws IOException {
    write(2).check(GROUP_ENDS, (files, point) -> assumeTrue(false, "nowhere"));
  }

  private Recording write(int groups) throws IOException {
    Recording recording = Recording.start(directory);
    try (recording) {
      for (int i = 1; i <= groups; i++) {
        new Pages(directory).append(String.valueOf(i));
      }
    }
    return recording;
  }

  private static int length(Path files) throws IOException {
    return Pages.left(files).length();
  }

  @Test
  void nothingCheckedIsNoSuccess() throws IOException {
    Recording recording = write(1);
    List<ReplayPoint> none = List.of();
    assertRefused("nothing was checked", () -> recording.check(none, (files, point) -> {}));
  }

  @Test
  void aNameOutsideIsRefused() throws IOException {
    Path outside = Files.writeString(elsewhere.resolve("outside"), "x");
    Files.createLink(directory.resolve("linked"), outside);
    Files.createLink(directory.resolve("linked-too"), outside);
    assertRefused(directory + "/linked", () -> Recording.start(directory));
    assertRefused(": has another name outside of " + directory, () -> Recording.start(directory));
    Files.delete(outside);
    write(1).check(GROUP_ENDS, (files, point) -> assertEquals(1, length(files)));
  }

  private static void assertRefused(String why, Runnable what) {
    IllegalStateException e = assertThrows(IllegalStateException.class, what::run);
    assertTrue(e.getMessage().contains(why), e.getMessage());
  }
}
