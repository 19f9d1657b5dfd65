package io.holdstill.agent.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An entry whose checksum does not fit is as if it were not there, and nothing else is lost. */
class DamageTest {
  private static final int ENTRIES = 50;
  private static final byte[] MAGIC = {'H', 'S', 'J', '1'};

  @TempDir Path folder;
  private Path file;
  private List<Long> starts;

  @BeforeEach
  void write() throws IOException {
    try (Entries scribe = new Entries(journal())) {
      for (int i = 0; i < ENTRIES; i++) {
        scribe.group(1_000);
      }
    }
    file = SegmentFiles.of(journal(), 1).resolve(SegmentFiles.ENTRIES);
    starts = starts();
    assertEquals(ENTRIES + 1, starts.size());
  }

  private Path journal() {
    return folder.resolve("journal");
  }

  /** Where the entries begin, the SESSION first. */
  private List<Long> starts() throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    List<Long> found = new ArrayList<>();
    for (int at = 0; at + 4 <= bytes.limit(); at += 4) {
      if (bytes.getInt(at) == ByteBuffer.wrap(MAGIC).getInt()) {
        found.add((long) at);
      }
    }
    return found;
  }

  private void flip(long at) throws IOException {
    flip(at, 0x10);
  }

  private void flip(long at, int bits) throws IOException {
    try (RandomAccessFile raf = new RandomAccessFile(file.toFile(), "rw")) {
      raf.seek(at);
      int old = raf.read();
      raf.seek(at);
      raf.write(old ^ bits);
    }
  }

  private void assertRead(long dropped, int entries) throws IOException {
    try (JournalReader reader = JournalReader.open(journal())) {
      assertEquals(entries, Entries.rest(reader).size());
      assertEquals(dropped, reader.dropped());
    }
  }

  @Test
  void oneFlippedBitAnywhereInAnEntryDropsItAlone() throws IOException {
    long start = starts.get(20);
    long end = starts.get(21) - 4;
    for (long at = start; at < end - 3; at += 7) { // the last 3 may be padding
      flip(at);
      assertRead(1, ENTRIES);
      flip(at);
    }
    assertRead(0, ENTRIES + 1);
  }

  /** Were it taken for the end, an earlier state would be given out as the last. */
  @Test
  void aDamagedWordIsNoEnd() throws IOException {
    long word = starts.get(20) - 4;
    byte[] whole = Files.readAllBytes(file);
    for (byte[] damaged : List.of(with(whole, word + 3, 0x80), with(whole, word, -1))) {
      Files.write(file, damaged);
      assertRead(1, 20);
    }
    Files.write(file, whole);
    flip(starts.get(ENTRIES) - 1, 0x80); // of the last: as if it had been written when it ended
    assertRead(0, ENTRIES);
  }

  /** As a kill leaves it: all the bytes of many entries, and not the word that completes them. */
  @Test
  void aBatchThatWasBeingWrittenIsAnEnd() throws IOException {
    writeBatch();
    flip(starts.get(1) - 1, 0x80);
    assertRead(0, 1);
  }

  /** With bits of a byte set, or, for -1, with zeros over the word and what follows it. */
  private static byte[] with(byte[] bytes, long at, int bits) {
    byte[] damaged = bytes.clone();
    if (bits < 0) {
      java.util.Arrays.fill(damaged, (int) at, (int) at + 100, (byte) 0);
    } else {
      damaged[(int) at] |= (byte) bits;
    }
    return damaged;
  }

  /** In a document of many; where it hits the entry's length, those behind it go with it. */
  @Test
  void oneFlippedBitInABatchDropsNoEntryBeforeIt() throws IOException {
    writeBatch();
    List<Entry> whole = Entries.all(journal());
    long start = starts.get(20);
    long end = starts.get(21) - 4;
    for (long at = start; at < end; at++) {
      flip(at);
      List<Entry> read = Entries.all(journal());
      boolean length = at - start >= 16 && at - start < 20;
      assertEquals(length ? 20 : ENTRIES, read.size(), "byte " + (at - start));
      for (Entry each : read) {
        Entry right = whole.get((int) each.number());
        assertEquals(right.body(), each.body());
        assertEquals(right.kind(), each.kind());
      }
      flip(at);
    }
    assertRead(0, ENTRIES + 1);
  }

  private void writeBatch() throws IOException {
    SegmentFiles.delete(SegmentFiles.of(journal(), 1));
    try (Entries scribe = new Entries(journal()).batching()) {
      for (int i = 0; i < ENTRIES; i++) {
        scribe.group(1_000);
      }
    }
    file = SegmentFiles.of(journal(), 1).resolve(SegmentFiles.ENTRIES);
    starts = starts();
    assertEquals(ENTRIES + 1, starts.size());
  }

  @Test
  void aFileThatWasCutAnywhereIsReadAsFarAsItGoes() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (long at = starts.get(ENTRIES - 1); at < whole.length; at += 13) {
      Files.write(file, java.util.Arrays.copyOf(whole, (int) at));
      int last = at > starts.get(ENTRIES) ? ENTRIES : ENTRIES - 1;
      List<Entry> read = Entries.all(journal());
      assertTrue(read.size() >= last && read.size() <= last + 1, read.size() + " at " + at);
    }
    Files.write(file, new byte[0]);
    assertRead(0, 0);
  }

  @Test
  void theNumbersGoOnBehindATornTail() throws IOException {
    try (RandomAccessFile raf = new RandomAccessFile(file.toFile(), "rw")) {
      raf.setLength(starts.get(ENTRIES) + 100);
    }
    try (Entries scribe = new Entries(journal())) {
      assertEquals(ENTRIES - 1, scribe.store.lastNumber());
      scribe.mark("after");
    }
    List<Long> numbers = Entries.numbers(Entries.read(journal()));
    assertEquals(ENTRIES, numbers.size());
    assertEquals(ENTRIES, numbers.get(ENTRIES - 1));
  }

  @Test
  void aMissingSegmentIsPassedOver() throws IOException {
    try (Entries scribe = new Entries(journal())) {
      scribe.mark("second");
    }
    try (Entries scribe = new Entries(journal())) {
      scribe.mark("third");
    }
    Files.delete(SegmentFiles.of(journal(), 2).resolve(SegmentFiles.ENTRIES));
    assertRead(0, ENTRIES + 3);
    SegmentFiles.delete(SegmentFiles.of(journal(), 2));
    assertRead(0, ENTRIES + 3);
  }

  @Test
  void anotherVersionIsNamed() throws IOException {
    Files.write(file, new byte[0]); // of no version
    assertRead(0, 0);
    write(new byte[] {'H', 'S', 'J', '1', 3});
    assertNamed("version 1.3");
    write(new byte[] {'H', 'S', 'J', '2', 1});
    assertNamed("version 2.1");
    write(new byte[] {'L', 'O', 'G', '2', 1});
    assertNamed("is no segment of a journal");
  }

  private void write(byte[] beginning) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(1000).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(100).put(beginning);
    Files.write(file, bytes.array());
  }

  private void assertNamed(String what) throws IOException {
    try (JournalReader reader = JournalReader.open(journal())) {
      BadJournal bad = assertThrows(BadJournal.class, reader::next);
      assertTrue(bad.getMessage().contains(what), bad.getMessage());
    }
    assertThrows(BadJournal.class, () -> new Entries(journal()));
  }

  @Test
  void readingWritesNothing() throws IOException {
    Files.setPosixFilePermissions(journal(), PosixFilePermissions.fromString("r-xr-xr-x"));
    var before = Files.getLastModifiedTime(file);
    assertRead(0, ENTRIES + 1);
    assertEquals(before, Files.getLastModifiedTime(file));
    Files.setPosixFilePermissions(journal(), PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
