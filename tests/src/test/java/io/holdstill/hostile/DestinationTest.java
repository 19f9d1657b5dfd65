package io.holdstill.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Cli;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * DEST lies in a directory in which everybody may make, move and remove names. Nothing is written
 * through a link that somebody planted, and nothing of anybody's is removed.
 */
class DestinationTest {
  private static final int FILES = 100;
  private static final int SNAPSHOTS = 8;

  @TempDir Path directory;
  private Path source;
  private Path shared;
  private Path outside;

  @BeforeEach
  void lay() throws IOException {
    source = Files.createDirectories(directory.resolve("source"));
    for (int i = 0; i < FILES; i++) {
      Files.createDirectory(source.resolve("d" + i));
      Files.write(source.resolve("d" + i + "/file"), new byte[5_000]);
    }
    shared = Files.createDirectory(directory.resolve("shared"));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
    outside = Files.createDirectory(directory.resolve("outside"));
    Files.createDirectory(outside.resolve("source"));
  }

  /** It takes the half-made snapshot away and puts a link to another directory in its place. */
  @JdkTest
  void aLinkInThePlaceOfWhatIsBeingMade(Jdk jdk) throws Exception {
    Path stolen = directory.resolve("stolen");
    int taken = 0;
    int fooled = 0;
    try (Victim victim = Victim.on(jdk, "")) {
      for (int i = 0; i < SNAPSHOTS; i++) {
        Path partial = shared.resolve("copy-" + i + ".partial");
        try (Neighbour neighbour = new Neighbour(() -> steal(partial, stolen))) {
          String answer = victim.take(source, shared.resolve("copy-" + i));
          neighbour.end();
          if (answer.startsWith("CONSISTENT ")) {
            taken++;
            assertWhole(jdk, shared.resolve("copy-" + i));
          } else {
            fooled++;
            assertTrue(answer.startsWith("FAILED "), answer);
            assertTrue(answer.contains("somebody"), answer);
            assertFalse(answer.contains("/proc/self/fd"), answer);
          }
        }
        remove(partial);
        assertUntouched();
        remove(stolen);
      }
      assertEquals("", victim.tell("faults"));
    }
    System.out.println(jdk + ": " + taken + " taken, " + fooled + " refused");
    assertTrue(fooled > 0, "nothing was stolen in time; too tame to be a test");
  }

  private void steal(Path partial, Path stolen) throws IOException {
    if (!Files.exists(stolen)) {
      try {
        Files.move(partial, stolen);
        Files.createSymbolicLink(partial, outside);
      } catch (NoSuchFileException notYet) {
        Thread.onSpinWait();
      }
    }
  }

  /** The same with the directory that holds it. */
  @JdkTest
  void aLinkInThePlaceOfTheDirectoryThatHoldsIt(Jdk jdk) throws Exception {
    Path backup = shared.resolve("backup");
    Path moved = shared.resolve("moved");
    Files.createDirectory(backup);
    try (Victim victim = Victim.on(jdk, ",snapshots=" + shared)) {
      for (int i = 0; i < SNAPSHOTS; i++) {
        Path copy = backup.resolve("copy-" + i);
        try (Neighbour neighbour = new Neighbour(() -> swap(backup, moved))) {
          String answer = victim.take(source, copy);
          neighbour.end();
          boolean good = answer.startsWith("CONSISTENT ");
          assertTrue(good || answer.startsWith("FAILED ") || answer.startsWith("REFUSED "), answer);
          assertFalse(answer.contains("/proc/self/fd"), answer);
          if (good) {
            assertWhole(jdk, copy);
          }
        }
        assertUntouched();
      }
      assertEquals("", victim.tell("faults"));
    }
    try (Stream<Path> left = Files.list(backup)) {
      assertEquals(List.of(), left.filter(path -> path.toString().endsWith(".partial")).toList());
    }
  }

  private void swap(Path backup, Path moved) throws IOException {
    Files.move(backup, moved);
    Files.createSymbolicLink(backup, outside);
    Files.delete(backup);
    Files.move(moved, backup);
  }

  @JdkTest
  void whatIsPlantedBeforeIsNotFollowedAndNotRemoved(Jdk jdk) throws Exception {
    Path victims = Files.createDirectory(directory.resolve("victims"));
    Files.writeString(victims.resolve(".holdstill-in-progress"), "");
    Files.writeString(victims.resolve("precious"), "kept");
    try (Victim victim = Victim.on(jdk, "")) {
      Files.createSymbolicLink(shared.resolve("one.partial"), victims);
      String linked = victim.take(source, shared.resolve("one"));
      assertTrue(linked.startsWith("FAILED "), linked);
      assertTrue(linked.contains("exists and is no directory"), linked);
      Files.createSymbolicLink(shared.resolve("two"), victims);
      String there = victim.take(source, shared.resolve("two"));
      assertTrue(there.contains("exists already"), there);
      Path mark = Files.createDirectory(shared.resolve("three.partial"));
      Files.createSymbolicLink(mark.resolve(".holdstill-in-progress"), victims.resolve("precious"));
      Files.createSymbolicLink(mark.resolve("link"), victims);
      String cleared = victim.take(source, shared.resolve("three"));
      assertTrue(cleared.startsWith("CONSISTENT "), cleared);
      assertEquals("kept", Files.readString(victims.resolve("precious")));
      assertEquals("", victim.tell("faults"));
    }
  }

  @JdkTest
  void whatAnotherUserHasThereIsHis(Jdk jdk) throws Exception {
    Machine.requireRoot("another user's directory");
    Files.setAttribute(shared, "unix:mode", 01777);
    try (Victim victim = Victim.on(jdk, "")) {
      Path partial = Files.createDirectory(shared.resolve("one.partial"));
      Files.writeString(partial.resolve(".holdstill-in-progress"), "");
      Path his = Files.writeString(partial.resolve("his"), "kept");
      Files.setAttribute(partial, "unix:uid", 65534);
      String answer = victim.take(source, shared.resolve("one"));
      assertTrue(answer.startsWith("FAILED "), answer);
      assertTrue(answer.contains("is of another user"), answer);
      assertEquals("kept", Files.readString(his));
      Path planted = Files.createDirectory(shared.resolve("two"));
      Files.setAttribute(planted, "unix:uid", 65534);
      String there = victim.take(source, shared.resolve("two"));
      assertTrue(there.contains("exists already"), there);
    }
  }

  private void assertUntouched() throws IOException {
    try (Stream<Path> all = Files.walk(outside)) {
      assertEquals(2, all.count(), "something was written to " + outside);
    }
  }

  private static void assertWhole(Jdk jdk, Path copy) {
    Cli.Result verified = Cli.on(jdk).run("verify", copy.toString());
    assertEquals(0, verified.exit(), verified::toString);
  }

  private static void remove(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
