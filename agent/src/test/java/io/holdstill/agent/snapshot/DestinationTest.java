package io.holdstill.agent.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.agent.config.Reserve;
import io.holdstill.agent.posix.Umask;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made appears whole, under its name, or not at all; nobody else's things are touched. */
class DestinationTest {
  @TempDir Path directory;
  private Path wanted;
  private Path partial;
  private Destination destination;

  @BeforeEach
  void make() {
    wanted = directory.resolve("copy");
    partial = directory.resolve("copy.partial");
    destination = new Destination(wanted, new Reserve(0, 0), null);
  }

  private void begin() throws IOException, Refused {
    destination.check(List.of(directory.resolve("source")));
    destination.make();
    Files.writeString(destination.partial().resolve("file"), "held");
  }

  @Test
  void itAppearsAtOnce() throws Exception {
    begin();
    assertFalse(Files.exists(wanted));
    destination.publish();
    assertFalse(Files.exists(partial));
    try (var all = Files.list(wanted)) {
      assertEquals(List.of(wanted.resolve("file")), all.toList());
    }
    destination.discard();
    assertEquals("held", Files.readString(wanted.resolve("file")));
  }

  @Test
  void whatIsGivenUpIsGone() throws Exception {
    begin();
    Files.createDirectories(partial.resolve("a/b"));
    destination.discard();
    assertFalse(Files.exists(partial));
    assertFalse(Files.exists(wanted));
  }

  /** An empty directory could be renamed over without an error. */
  @Test
  void whatAppearedMeanwhileIsLeftAlone() throws Exception {
    begin();
    Files.createDirectory(wanted);
    IOException e = assertThrows(IOException.class, destination::publish);
    assertTrue(e.getMessage().contains("appeared"), e.getMessage());
    destination.discard();
    assertTrue(Files.isDirectory(wanted));
    assertFalse(Files.exists(partial));
  }

  @Test
  void whatAnEarlierRequestLeftIsCleared() throws Exception {
    begin();
    Destination later = new Destination(wanted, new Reserve(0, 0), null);
    later.check(List.of());
    later.make();
    assertFalse(Files.exists(partial.resolve("file")));
    later.discard();
  }

  @Test
  void whatIsSomebodyElsesIsNot() throws Exception {
    Files.createDirectory(partial);
    Files.writeString(partial.resolve("file"), "mine");
    assertThrows(Refused.class, this::begin);
    destination.discard();
    assertEquals("mine", Files.readString(partial.resolve("file")));
  }

  @Test
  void aFileInThePlaceOfThePartialIsNot() throws Exception {
    Files.writeString(partial, "mine");
    assertThrows(Refused.class, this::begin);
    destination.discard();
    assertEquals("mine", Files.readString(partial));
  }

  @Test
  void itIsNotWithinASource() throws Exception {
    Files.createDirectory(directory.resolve("link-to"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("link-to"));
    Destination inside = new Destination(link.resolve("copy"), new Reserve(0, 0), null);
    assertThrows(Refused.class, () -> inside.check(List.of(directory.resolve("link-to"))));
    Destination there = new Destination(link, new Reserve(0, 0), null);
    assertThrows(Refused.class, () -> there.check(List.of()));
    Destination orphan = new Destination(directory.resolve("no/copy"), new Reserve(0, 0), null);
    assertThrows(Refused.class, () -> orphan.check(List.of()));
  }

  @Test
  void theReserveIsLeftFree() throws Exception {
    long free = Files.getFileStore(directory).getUsableSpace();
    Destination tight = new Destination(wanted, new Reserve(0, free / 2), null);
    tight.check(List.of());
    tight.checkSpace(free / 4);
    assertThrows(Refused.class, () -> tight.checkSpace(free));
    tight.wrote(Long.MAX_VALUE / 2);
    Destination full = new Destination(wanted, new Reserve(0, Long.MAX_VALUE), null);
    full.check(List.of());
    full.wrote(1);
    assertThrows(Refused.class, () -> full.wrote(1L << 30));
  }

  @Test
  void whatIsMadeOthersMayReadAsTheUmaskSays() throws Exception {
    begin();
    assertEquals(0700, mode(partial));
    assertEquals(0600, mode(partial.resolve(".holdstill-in-progress")));
    destination.publish();
    assertEquals(Umask.directory(), mode(wanted));
  }

  private static int mode(Path path) throws IOException {
    return (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 0777;
  }

  @Test
  void whoPutsAnotherInItsPlaceGetsNothingAndLosesNothing() throws Exception {
    begin();
    Files.move(partial, directory.resolve("away"));
    Files.createDirectory(partial);
    Files.writeString(partial.resolve("file"), "mine");
    IOException e = assertThrows(IOException.class, destination::publish);
    assertTrue(e.getMessage().contains("put another in its place"), e.getMessage());
    assertFalse(Files.exists(wanted));
    IOException moved = assertThrows(IOException.class, destination::discard);
    assertTrue(moved.getMessage().contains("/away"), moved.getMessage());
    assertEquals("mine", Files.readString(partial.resolve("file")));
    assertEquals(0, directory.resolve("away").toFile().list().length, "what was copied is gone");
  }

  @Test
  void aDirectoryAboveThatIsMovedMeanwhileIsNoticed() throws Exception {
    Path above = Files.createDirectory(directory.resolve("above"));
    destination = new Destination(above.resolve("copy"), new Reserve(0, 0), null);
    destination.check(List.of());
    destination.make();
    Files.move(above, directory.resolve("moved"));
    Files.createDirectory(above);
    assertThrows(IOException.class, destination::publish);
    assertFalse(Files.exists(above.resolve("copy")));
    destination.discard();
    assertEquals(0, directory.resolve("moved").toFile().list().length);
  }

  @Test
  void itIsWithinItsBoundsByItsRealPath() throws Exception {
    Path bounds = Files.createDirectory(directory.resolve("snapshots"));
    Files.createSymbolicLink(bounds.resolve("link"), directory);
    Destination out = new Destination(bounds.resolve("link/copy"), new Reserve(0, 0), bounds);
    assertThrows(Refused.class, () -> out.check(List.of()));
    out.discard();
    Destination in = new Destination(bounds.resolve("copy"), new Reserve(0, 0), bounds);
    in.check(List.of());
    in.discard();
  }

  @Test
  void whatNobodyCouldOpenByItsPathIsRefused() throws Exception {
    begin();
    String fits = "x".repeat(4_095 - wanted.toString().length() - 1);
    destination.checkLength(Path.of(fits));
    assertThrows(Refused.class, () -> destination.checkLength(Path.of(fits + "x")));
    destination.discard();
  }

  @Test
  void messagesNameWhatTheRequesterKnows() throws Exception {
    assertEquals("as it is", destination.named("as it is"));
    begin();
    String raw = destination.place() + "/file: No space left on device";
    assertEquals(partial + "/file: No space left on device", destination.named(raw));
    assertEquals(null, destination.named(null));
    destination.discard();
  }

  @Test
  void noDescriptorIsLeftOpen() throws Exception {
    begin(); // and whatever is opened once
    destination.discard();
    int before = descriptors();
    make();
    begin();
    destination.discard();
    make();
    begin();
    destination.publish();
    destination.discard();
    make();
    assertThrows(Refused.class, this::begin); // is there already
    destination.discard();
    assertEquals(before, descriptors());
  }

  private static int descriptors() {
    return new File("/proc/self/fd").list().length;
  }

  @Test
  void aDirectoryIsWhereItsIdentityIs() throws Exception {
    Path one = Files.createDirectory(directory.resolve("one"));
    Path other = Files.createDirectory(directory.resolve("other"));
    try (HeldDirectory held = HeldDirectory.open(one)) {
      assertTrue(held.isAt(one));
      assertFalse(held.isAt(other));
      assertFalse(held.isAt(directory.resolve("none")));
      assertFalse(held.ownedBy(Owners.SELF + 1));
      assertTrue(held.ownedBy(Owners.SELF));
      Files.createSymbolicLink(directory.resolve("link"), one);
      assertFalse(held.isAt(directory.resolve("link")));
    }
    assertThrows(IOException.class, () -> HeldDirectory.open(directory.resolve("link")));
    Files.writeString(directory.resolve("plain"), "");
    assertThrows(IOException.class, () -> HeldDirectory.open(directory.resolve("plain")));
  }
}
