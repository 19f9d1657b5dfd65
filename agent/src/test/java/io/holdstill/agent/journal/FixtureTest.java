package io.holdstill.agent.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.holdstill.runtime.gate.OpDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The journals that Holdstill has written in each version of its format, which must open for as
 * long as there is a Holdstill. They hold the same and were made by {@link #main}; a new version of
 * the format gets a fixture of its own, and the others stay as they are.
 */
class FixtureTest {
  @ParameterizedTest
  @ValueSource(strings = {"journal-v1.zip", "journal-v2.zip"})
  void everyVersionOpens(String fixture, @TempDir Path folder) throws IOException {
    unpack(fixture, folder);
    List<Entry> all = Entries.all(folder);
    assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 8L, 9L, 10L), Entries.numbers(all));
    Entry.Session session = all.get(0).session();
    assertEquals(1_000_000, session.begunMillis());
    assertEquals(2, all.get(9).session().segment());

    Entry.Group group = all.get(1).group();
    assertEquals("transfer", group.name());
    assertEquals("main", group.thread());
    assertEquals(10, group.begunMillis());
    Operation write = group.decoded().get(0);
    assertEquals(OpDescriptor.WRITE, write.kind());
    assertEquals(4_096, write.value());
    assertEquals(ByteBuffer.wrap(filled(5_000, 1)), write.bytes());

    assertEquals(EntryDescriptor.PART, all.get(2).kind());
    assertEquals(9, all.get(3).group().key());
    assertEquals(new Entry.Gap(4, 3, 4, 5, "full"), all.get(4).gap());
    assertEquals(EntryDescriptor.POINT, all.get(5).kind());
    Entry.Base base = all.get(6).base();
    assertEquals(5, base.point());
    assertEquals("/backup/today", base.destination());
    assertEquals("/data", new String(base.roots().get(0).source()));
    assertEquals(List.of("**/*.log"), base.excludes());
    assertEquals(7, base.files().get(0).file());
    assertEquals(new Entry.Mark(7, 1_000_000, "begin"), all.get(7).mark());
    assertEquals(99, all.get(8).millis());
    assertEquals("second session", all.get(10).mark().name());
    assertEquals(EntryDescriptor.CLOSED, all.get(11).kind());
  }

  private static byte[] filled(int length, int with) {
    byte[] bytes = new byte[length];
    java.util.Arrays.fill(bytes, (byte) with);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(strings = {"journal-v1.zip", "journal-v2.zip"})
  void itIsGoneOnWith(String fixture, @TempDir Path folder) throws IOException {
    unpack(fixture, folder);
    try (Entries scribe = new Entries(folder)) {
      assertEquals(10, scribe.store.lastNumber());
      scribe.mark("third session");
    }
    assertEquals(11, Entries.read(folder).size());
  }

  private static void unpack(String fixture, Path folder) throws IOException {
    try (InputStream resource = FixtureTest.class.getResourceAsStream(fixture);
        ZipInputStream zip = new ZipInputStream(resource)) {
      for (ZipEntry each = zip.getNextEntry(); each != null; each = zip.getNextEntry()) {
        Path file = folder.resolve(each.getName());
        Files.createDirectories(file.getParent());
        Files.copy(zip, file);
      }
    }
  }

  /** Writes the fixture to the named file, by way of an empty directory that is named second. */
  public static void main(String[] args) throws IOException {
    Path journal = Path.of(args[1]);
    write(journal);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(Path.of(args[0])));
        Stream<Path> files = Files.walk(journal)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        zip.putNextEntry(new ZipEntry(journal.relativize(file).toString()));
        Files.copy(file, zip);
      }
    }
  }

  private static void write(Path journal) throws IOException {
    try (Entries scribe = new Entries(journal).batching()) {
      scribe.group(5_000);
      scribe.append(EntryDescriptor.PART, Entries.groupHead(2, 9));
      scribe.append(EntryDescriptor.GROUP, Entries.groupHead(3, 9));
      ByteBuffer gap = ByteBuffer.allocate(64).putLong(3).putLong(4).putLong(5);
      scribe.append(EntryDescriptor.GAP, Entries.text(gap, "full"));
      scribe.point();
      scribe.base(5, Path.of("/backup/today"));
      scribe.mark("begin");
      scribe.append(EntryDescriptor.CLOSED, ByteBuffer.allocate(8).putLong(99));
    }
    try (Entries scribe = new Entries(journal)) {
      scribe.mark("second session");
      scribe.append(EntryDescriptor.CLOSED, ByteBuffer.allocate(8).putLong(100));
    }
  }
}
