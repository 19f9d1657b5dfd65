package io.holdstill.agent.journal;

import io.holdstill.agent.fuzz.Fuzz;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged file of entries is read as far as it can be, or refused by what it is not. */
class SegmentFuzzTest {
  private static final int ENTRIES = 20;

  @TempDir Path folder;

  @Test
  void segments() throws IOException, InterruptedException {
    Path journal = folder.resolve("journal");
    try (Entries scribe = new Entries(journal)) {
      for (int i = 0; i < ENTRIES; i++) {
        scribe.group(i * 30);
        scribe.mark("mark");
      }
      scribe.base(scribe.point(), folder);
    }
    Path file = SegmentFiles.of(journal, 1).resolve(SegmentFiles.ENTRIES);
    byte[] whole = Files.readAllBytes(file);
    Fuzz.of("segment", List.of(whole), List.of("HSJ1", "\u0000\u0000\u0000\u0080"))
        .run(
            input -> {
              Files.write(file, input.length > 4 << 20 ? whole : input);
              for (Entry entry : Entries.all(journal)) {
                decode(entry);
              }
            },
            thrown -> thrown instanceof BadJournal ? thrown.getMessage() : null);
  }

  /** What was not damaged is whole; a checksum of 32 bits lets nothing else through here. */
  private static void decode(Entry entry) {
    switch (entry.kind()) {
      case EntryDescriptor.SESSION -> entry.session();
      case EntryDescriptor.GROUP -> entry.group().decoded();
      case EntryDescriptor.MARK -> entry.mark();
      case EntryDescriptor.POINT -> entry.point();
      case EntryDescriptor.BASE -> entry.base();
      default -> throw new AssertionError("kind " + entry.kind());
    }
  }

  @Test
  void documents() throws InterruptedException {
    ByteBuffer document = ByteBuffer.allocate(100);
    EntryDescriptor.head(document, EntryDescriptor.MARK, 7, 40);
    document.position(EntryDescriptor.HEAD_BYTES + 40);
    document.putInt(EntryDescriptor.checksum(document.duplicate().flip()));
    byte[] whole = java.util.Arrays.copyOf(document.array(), document.position());
    Fuzz.of("document", List.of(whole), List.of("HSJ1"))
        .run(input -> EntryCheck.entry(ByteBuffer.wrap(input)), thrown -> null);
  }
}
