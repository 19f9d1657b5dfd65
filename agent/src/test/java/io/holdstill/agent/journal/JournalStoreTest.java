package io.holdstill.agent.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is appended is read, in order and with nothing lost; and who may append. */
class JournalStoreTest {
  @TempDir Path folder;

  private Path journal() {
    return folder.resolve("journal");
  }

  @Test
  void everyKindIsReadAsItWasWritten() throws IOException {
    try (Entries scribe = new Entries(journal())) {
      scribe.group(5_000);
      scribe.append(EntryDescriptor.PART, Entries.groupHead(2, 9));
      scribe.append(EntryDescriptor.GROUP, Entries.groupHead(3, 9));
      ByteBuffer gap = ByteBuffer.allocate(64).putLong(3).putLong(4).putLong(5);
      scribe.append(EntryDescriptor.GAP, Entries.text(gap, "full"));
      scribe.point();
      scribe.base(5, folder.resolve("dest"));
      scribe.mark("änfang");
      scribe.append(EntryDescriptor.CLOSED, ByteBuffer.allocate(8).putLong(99));
    }
    List<Entry> all = Entries.all(journal());
    Entry.Session session = all.get(0).session();
    assertEquals(ProcessHandle.current().pid(), session.process());
    assertEquals(1, session.segment());
    assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L), Entries.numbers(all));
    Entry.Group group = all.get(1).group();
    assertEquals("transfer", group.name());
    Operation write = group.decoded().get(0);
    assertEquals(4096, write.value());
    assertEquals(5_000, write.bytes().remaining());
    assertEquals(1, write.bytes().get(4_999));
    assertEquals(9, all.get(2).group().key());
    assertEquals(EntryDescriptor.PART, all.get(2).kind());
    assertEquals(new Entry.Gap(4, 3, 4, 5, "full"), all.get(4).gap());
    assertEquals(1_000_000, all.get(5).millis());
    assertEquals(folder.resolve("dest").toString(), all.get(6).base().destination());
    assertEquals("data/a", new String(all.get(6).base().files().get(0).path()));
    assertEquals(new Entry.Mark(7, 1_000_000, "änfang"), all.get(7).mark());
    assertEquals(99, all.get(8).millis());
  }

  @Test
  void aGroupInPartsOfAMebibyteIsReadWhole() throws IOException {
    int bytes = (1 << 20) + 100_000;
    try (Entries scribe = new Entries(journal())) {
      for (int i = 0; i < 40; i++) {
        scribe.group(bytes);
      }
    }
    for (Entry entry : Entries.read(journal())) {
      ByteBuffer read = entry.group().decoded().get(0).bytes();
      assertEquals(bytes, read.remaining());
      assertEquals((byte) entry.number(), read.get(bytes - 1));
    }
  }

  @Test
  void anEntryThatIsTooLargeIsRefusedBeforeItIsWritten() throws IOException {
    try (Entries scribe = new Entries(journal())) {
      assertThrows(IllegalArgumentException.class, () -> scribe.group(2 << 20));
      scribe.group(Segment.LARGEST_BODY - 200);
      scribe.mark("after");
    }
    assertEquals(List.of(1L, 2L), Entries.numbers(Entries.read(journal())));
  }

  /** The reader walks the file by itself; the queue's own tailer is the judge of that. */
  @Test
  void chroniclesOwnTailerReadsTheSameBytes() throws IOException {
    try (Entries scribe = new Entries(journal())) {
      for (int i = 0; i < 3_000; i++) {
        scribe.group(i);
      }
    }
    List<Entry> read = Entries.all(journal());
    int n = 0;
    Path segment = SegmentFiles.of(journal(), 1);
    try (ChronicleQueue queue =
            SingleChronicleQueueBuilder.binary(segment.toFile())
                .rollCycle(RollCycles.FAST_DAILY)
                .timeProvider(() -> 0)
                .readOnly(true)
                .build();
        ExcerptTailer tailer = queue.createTailer()) {
      while (true) {
        try (DocumentContext document = tailer.readingDocument()) {
          if (!document.isPresent()) {
            break;
          }
          ByteBuffer bytes = ByteBuffer.wrap(document.wire().bytes().toByteArray());
          for (; bytes != null; bytes = EntryCheck.rest(bytes)) {
            Entry entry = EntryCheck.entry(bytes);
            assertEquals(read.get(n).number(), entry.number());
            assertEquals(read.get(n).body(), entry.body());
            n++;
          }
        }
      }
    }
    assertEquals(3_001, n);
    assertEquals(n, read.size());
  }

  @Test
  void whatWasPutIsReadAfterTheFlush() throws IOException {
    try (Entries scribe = new Entries(journal()).batching();
        JournalReader reader = JournalReader.open(journal())) {
      assertEquals(0, reader.next().number()); // the session
      for (int i = 0; i < 3; i++) {
        scribe.group(i);
      }
      assertNull(reader.next());
      scribe.flush();
      assertEquals(List.of(1L, 2L, 3L), Entries.numbers(Entries.rest(reader)));
      scribe.mark("dropped");
      assertEquals(3, scribe.store.discard());
      scribe.flush();
      scribe.group(4);
      scribe.flush();
      List<Entry> rest = Entries.rest(reader);
      assertEquals(List.of(4L), Entries.numbers(rest));
      assertEquals(EntryDescriptor.GROUP, rest.get(0).kind());
      scribe.mark("written as it is closed");
    }
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L), Entries.numbers(Entries.read(journal())));
  }

  /** Of many entries, of sizes about a batch's and far beyond, in segments that follow another. */
  @Test
  void batchesOfEverySizeAreReadWhole() throws IOException {
    Limits narrow = new Limits(Limits.LEAST_BYTES, Duration.ofDays(1));
    long sum = 0;
    int entries = 0;
    try (Entries scribe = new Entries(journal(), narrow).batching()) {
      for (int i = 0; sum < 30 << 20; i++) {
        int bytes = i % 50 == 0 ? (1 << 20) + i : i % 7 == 0 ? Batch.USUAL_BYTES - 200 + i : i;
        assertEquals(i + 1, scribe.group(bytes));
        sum += bytes;
        entries++;
      }
    }
    List<Entry> read = Entries.read(journal());
    assertEquals(entries, read.size());
    for (int i = 0; i < entries; i++) {
      ByteBuffer bytes = read.get(i).group().decoded().get(0).bytes();
      int expected = i % 50 == 0 ? (1 << 20) + i : i % 7 == 0 ? Batch.USUAL_BYTES - 200 + i : i;
      assertEquals(expected, bytes.remaining());
      assertEquals(expected == 0 ? 0 : (byte) (i + 1), expected == 0 ? 0 : bytes.get(expected - 1));
    }
    assertTrue(SegmentFiles.in(journal()).size() > 2);
  }

  @Test
  void aNewSessionGoesOnWithTheNumbers() throws IOException {
    try (Entries scribe = new Entries(journal())) {
      scribe.mark("a");
      scribe.mark("b");
    }
    try (Entries scribe = new Entries(journal())) {
      assertEquals(2, scribe.store.lastNumber());
      assertThrows(
          IllegalArgumentException.class,
          () -> scribe.store.append(EntryDescriptor.MARK, 2, ByteBuffer.allocate(0), List.of(), 0));
      scribe.mark("c");
    }
    List<Entry> all = Entries.all(journal());
    assertEquals(List.of(0L, 1L, 2L, 2L, 3L), Entries.numbers(all));
    assertEquals(2, all.get(3).session().segment());
  }

  @Test
  void sessionsWithoutAnEntryChangeNoNumber() throws IOException {
    new Entries(journal()).close();
    new Entries(journal()).close();
    try (Entries scribe = new Entries(journal())) {
      assertEquals(0, scribe.store.lastNumber());
      scribe.mark("a");
    }
    Files.createDirectory(SegmentFiles.of(journal(), 4)); // killed as it began
    try (Entries scribe = new Entries(journal())) {
      assertEquals(1, scribe.store.lastNumber());
      scribe.mark("b");
    }
    assertEquals(List.of(1L, 2L), Entries.numbers(Entries.read(journal())));
  }

  @Test
  void aSecondWriterIsRefused() throws IOException {
    try (Entries scribe = new Entries(journal())) {
      IOException refused = assertThrows(IOException.class, () -> new Entries(journal()));
      assertTrue(refused.getMessage().contains(journal().toString()), refused.getMessage());
      assertTrue(refused.getMessage().contains("" + ProcessHandle.current().pid()));
      scribe.mark("still open");
    }
    new Entries(journal()).close();
  }

  @Test
  void whatIsNoJournalIsRefusedAndLeftAlone() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    BadJournal other = assertThrows(BadJournal.class, () -> new Entries(folder));
    assertTrue(other.getMessage().contains("other things"), other.getMessage());
    assertThrows(BadJournal.class, () -> new Entries(file));
    assertThrows(IOException.class, () -> new Entries(folder.resolve("no/journal")));
    assertThrows(BadJournal.class, () -> JournalReader.open(folder));
    assertThrows(BadJournal.class, () -> JournalReader.open(folder.resolve("no")));
    assertEquals(Set.of("file"), names(folder));
  }

  /** As a JVM leaves it that was killed right after it had made the directory. */
  @Test
  void anEmptyDirectoryIsNoJournalYetAndTakesOne() throws IOException {
    Files.createDirectory(journal());
    BadJournal empty = assertThrows(BadJournal.class, () -> JournalReader.open(journal()));
    assertTrue(empty.getMessage().contains("is empty"), empty.getMessage());
    new Entries(journal()).close();
    JournalReader.open(journal()).close();
  }

  @Test
  void aJournalIsReadWhileItIsWritten() throws IOException {
    try (Entries scribe = new Entries(journal());
        JournalReader reader = JournalReader.open(journal())) {
      for (int i = 1; i <= 300; i++) {
        scribe.group(i * 10);
        List<Entry> news = Entries.rest(reader);
        assertEquals(i, news.get(news.size() - 1).number());
        assertNull(reader.next());
      }
      assertEquals(0, reader.dropped());
    }
  }

  @Test
  void aRemovedJournalIsNoticed() throws IOException {
    try (Entries scribe = new Entries(journal())) {
      scribe.mark("a");
      SegmentFiles.delete(SegmentFiles.of(journal(), 1));
      scribe.now += 2_000;
      IOException gone = assertThrows(IOException.class, () -> scribe.mark("b"));
      assertTrue(gone.getMessage().contains("was removed"), gone.getMessage());
      scribe.mark("b");
    }
    assertEquals(List.of(2L), Entries.numbers(Entries.read(journal())));
  }

  @Test
  void whatIsLostIsAGapThoughNoneCouldBeWritten() throws IOException {
    try (Entries scribe = new Entries(journal())) {
      scribe.mark("a");
      scribe.store.losing(2);
      List<Entry> all = Entries.read(journal());
      assertEquals(EntryDescriptor.GAP, all.get(all.size() - 1).kind());
      assertEquals(2, all.get(all.size() - 1).gap().number());
      scribe.store.recovered();
      assertEquals(List.of(1L), Entries.numbers(Entries.read(journal())));
      scribe.store.losing(2);
      scribe.mark("b"); // and the file could not be deleted
      assertEquals(List.of(1L, 2L), Entries.numbers(Entries.read(journal())));
      assertTrue(Entries.read(journal()).stream().noneMatch(e -> e.kind() == EntryDescriptor.GAP));
      scribe.store.losing(3);
    }
    List<Entry> left = Entries.read(journal());
    assertEquals(3, left.get(left.size() - 1).gap().number());
    try (Entries next = new Entries(journal())) {
      next.mark("c");
    }
    assertEquals(List.of(1L, 2L, 3L), Entries.numbers(Entries.read(journal())));
  }

  @Test
  void nothingIsLeftBehind() throws IOException {
    Properties before = (Properties) System.getProperties().clone();
    Set<String> threads = threads();
    try (Entries scribe = new Entries(journal())) {
      scribe.group(100);
      scribe.store.sync();
      assertEquals(threads, threads());
    }
    assertEquals(threads, threads());
    assertEquals(before, System.getProperties());
    assertEquals(Set.of("journal.lock", "segment-00000001"), names(journal()));
    assertEquals(
        Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE),
        Files.getPosixFilePermissions(journal().resolve("journal.lock")));
    assertFalse(Files.size(SegmentFiles.of(journal(), 1).resolve(SegmentFiles.ENTRIES)) > 1 << 20);
  }

  private static Set<String> threads() {
    Set<String> names = new TreeSet<>();
    Thread.getAllStackTraces().keySet().forEach(thread -> names.add(thread.getName()));
    names.removeIf(name -> name.startsWith("process reaper") || name.startsWith("surefire"));
    return names;
  }

  private static Set<String> names(Path directory) throws IOException {
    Set<String> names = new TreeSet<>();
    try (var all = Files.newDirectoryStream(directory)) {
      all.forEach(path -> names.add(path.getFileName().toString()));
    }
    return names;
  }
}
