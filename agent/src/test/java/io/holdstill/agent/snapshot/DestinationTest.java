package io.holdstill.agent.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.agent.config.Reserve;
import java.io.IOException;
import java.nio.file.Files;
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
}
