package io.holdstill.agent.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole segments go, the oldest first, but none that a kept snapshot needs. */
class PruningTest {
  private static final Limits SMALL = new Limits(Limits.LEAST_BYTES, Duration.ofHours(1));
  private static final int MEBIBYTE = 1 << 20;

  @TempDir Path folder;

  private Path journal() {
    return folder.resolve("journal");
  }

  private static void fill(Entries scribe, int mebibytes) throws IOException {
    for (int i = 0; i < mebibytes; i++) {
      scribe.group(MEBIBYTE);
    }
  }

  private List<Entry> assertUnbroken() throws IOException {
    List<Entry> left = Entries.read(journal());
    for (int i = 1; i < left.size(); i++) {
      assertEquals(left.get(i - 1).number() + 1, left.get(i).number());
    }
    return left;
  }

  @Test
  void theOldestSegmentsGoWhenThereIsTooMuch() throws IOException {
    try (Entries scribe = new Entries(journal(), SMALL)) {
      fill(scribe, 200);
      assertTrue(scribe.store.bytes() <= Limits.LEAST_BYTES + (16 << 20));
      assertNull(scribe.store.overLimit());
    }
    List<Entry> left = assertUnbroken();
    assertEquals(200, left.get(left.size() - 1).number());
    assertTrue(left.size() > 30 && left.size() < 80, "" + left.size());
    assertTrue(SegmentFiles.in(journal()).firstKey() > 10);
  }

  @Test
  void aKeptSnapshotKeepsItsPointAndAllThatFollows() throws IOException {
    Path kept = snapshot("kept");
    try (Entries scribe = new Entries(journal(), SMALL)) {
      fill(scribe, 20);
      long point = scribe.point();
      fill(scribe, 10);
      scribe.base(point, kept);
      fill(scribe, 150);
      String words = scribe.store.overLimit();
      assertTrue(words.contains("entry " + point), words);
      List<Entry> left = assertUnbroken();
      assertTrue(left.get(0).number() <= point && left.get(0).number() > 1);

      Files.delete(kept.resolve("holdstill-manifest.json"));
      fill(scribe, 10);
      assertNull(scribe.store.overLimit());
      assertTrue(assertUnbroken().get(0).number() > point);
    }
  }

  @Test
  void aNewSessionKnowsTheKeptSnapshots() throws IOException {
    long point = sessionWithABase();
    assertKeeps(point);
  }

  @Test
  void theListOfSnapshotsIsMadeAgainWhereItIsLost() throws IOException {
    long point = sessionWithABase();
    Files.delete(journal().resolve(SegmentFiles.BASES));
    assertKeeps(point);
  }

  @Test
  void theListOfSnapshotsIsMadeAgainWhereItIsDamaged() throws IOException {
    long point = sessionWithABase();
    Files.write(journal().resolve(SegmentFiles.BASES), new byte[100]);
    assertKeeps(point);
  }

  private long sessionWithABase() throws IOException {
    try (Entries scribe = new Entries(journal(), SMALL)) {
      fill(scribe, 10);
      long point = scribe.point();
      scribe.base(point, snapshot("kept"));
      return point;
    }
  }

  private void assertKeeps(long point) throws IOException {
    try (Entries scribe = new Entries(journal(), SMALL)) {
      fill(scribe, 100);
    }
    assertTrue(assertUnbroken().get(0).number() <= point);
  }

  @Test
  void whatIsOldGoesAndTheNewestStays() throws IOException {
    try (Entries scribe = new Entries(journal(), SMALL)) {
      fill(scribe, 30);
      scribe.now = System.currentTimeMillis();
      age(1, Duration.ofHours(2));
      age(2, Duration.ofMinutes(30));
      scribe.mark("now");
      assertEquals(2, SegmentFiles.in(journal()).firstKey());
      scribe.now += Duration.ofDays(7).toMillis();
      scribe.mark("later");
      assertEquals(1, SegmentFiles.in(journal()).size());
    }
    assertUnbroken();
  }

  private void age(long segment, Duration by) throws IOException {
    Path entries = SegmentFiles.of(journal(), segment).resolve(SegmentFiles.ENTRIES);
    long millis = System.currentTimeMillis() - by.toMillis();
    Files.setLastModifiedTime(entries, FileTime.fromMillis(millis));
  }

  private Path snapshot(String name) throws IOException {
    Path destination = Files.createDirectories(folder.resolve(name));
    Files.writeString(destination.resolve("holdstill-manifest.json"), "{}");
    return destination;
  }
}
