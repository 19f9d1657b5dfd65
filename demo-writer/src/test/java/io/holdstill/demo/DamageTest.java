package io.holdstill.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of damage is found, counted and named. */
class DamageTest {
  private static final StoreDescriptor STORE = new StoreDescriptor(2, 12, 42);

  @TempDir Path folder;
  private byte[] old;
  private byte[] file;

  /** An older and the newer state of one file, each of them whole; every block differs. */
  @BeforeEach
  void run() throws IOException {
    Random random = new Random(42);
    SimulatedRun run = new SimulatedRun(STORE, folder);
    run.steps(200, random);
    run.finishUpdates();
    old = run.image().bytes();
    run.steps(200, random);
    run.finishUpdates();
    file = run.image().bytes();
  }

  @Test
  void theWholeFileIsWhole() throws IOException {
    Verdict verdict = verdict();
    assertTrue(verdict.whole(), verdict.inWords());
    assertTrue(verdict.findings().isEmpty(), verdict.inWords());
    assertEquals(
        "WHOLE: 0 of 12 blocks torn, 0 updates torn, one instant explains it", verdict.inWords());
  }

  @Test
  void aTornBlockWhereverItIsTorn() throws IOException {
    byte[] whole = file.clone();
    for (int tornAt = 1; tornAt < StoreDescriptor.PAGE; tornAt += 61) {
      file = whole.clone();
      int at = (int) STORE.blockAt(5);
      // Where the two states do not differ beyond this place, nothing is torn.
      if (!Arrays.equals(old, at, at + tornAt, file, at, at + tornAt)) {
        take(old, at, tornAt);
        Verdict verdict = verdict();
        assertEquals(1, verdict.tornBlocks(), "torn at byte " + tornAt);
        assertEquals(0, verdict.tornUpdates(), "torn at byte " + tornAt);
        assertDamage(verdict, "block 5 is torn");
      }
    }
  }

  @Test
  void aTornEntry() throws IOException {
    take(old, (int) STORE.entryAt(7), 40);
    Verdict verdict = verdict();
    assertEquals(1, verdict.tornUpdates());
    assertEquals(0, verdict.tornBlocks());
    assertDamage(verdict, "index entry 7 is torn");
  }

  @Test
  void anEntryOlderThanItsBlock() throws IOException {
    take(old, (int) STORE.entryAt(7), EntryDescriptor.BYTES);
    assertEquals(1, verdict().tornUpdates());
    assertFalse(verdict().oneInstant());
    assertDamage(verdict(), "its index entry tells the older update");
    assertDamage(verdict(), "index entry 7 holds update");
  }

  @Test
  void anEntryNewerThanItsBlock() throws IOException {
    take(old, (int) STORE.blockAt(7), StoreDescriptor.PAGE);
    assertEquals(1, verdict().tornUpdates());
    assertFalse(verdict().oneInstant());
    assertDamage(verdict(), "its index entry tells the newer update");
  }

  @Test
  void aLostUpdateLeavesNothingTornButNoInstant() throws IOException {
    take(old, (int) STORE.blockAt(7), StoreDescriptor.PAGE);
    take(old, (int) STORE.entryAt(7), EntryDescriptor.BYTES);
    Verdict verdict = verdict();
    assertEquals(0, verdict.tornBlocks() + verdict.tornUpdates());
    assertFalse(verdict.oneInstant());
    assertDamage(verdict, "block 7 holds update");
  }

  @Test
  void oneThreadOfAnotherInstant() throws IOException {
    for (int block = 1; block < STORE.blocks(); block += 2) {
      take(old, (int) STORE.blockAt(block), StoreDescriptor.PAGE);
      take(old, (int) STORE.entryAt(block), EntryDescriptor.BYTES);
    }
    Verdict verdict = verdict();
    assertEquals(0, verdict.tornBlocks() + verdict.tornUpdates());
    assertFalse(verdict.oneInstant());
    assertDamage(verdict, "of thread 0 was written after thread 1 had finished");
  }

  @Test
  void blocksInEachOthersPlaces() throws IOException {
    byte[] copy = file.clone();
    int length = StoreDescriptor.PAGE;
    System.arraycopy(copy, (int) STORE.blockAt(2), file, (int) STORE.blockAt(4), length);
    assertEquals(1, verdict().tornBlocks());
    assertDamage(verdict(), "block 4 holds what belongs to block 2");
  }

  @Test
  void aBlockOfAnotherFile() throws IOException {
    StoreDescriptor other = new StoreDescriptor(2, 12, 43);
    byte[] stranger = new SimulatedRun(other, folder).image().bytes();
    take(stranger, (int) STORE.blockAt(4), StoreDescriptor.PAGE);
    take(stranger, (int) STORE.entryAt(3), EntryDescriptor.BYTES);
    assertEquals(1, verdict().tornBlocks());
    assertEquals(1, verdict().tornUpdates());
    assertDamage(verdict(), "block 4 belongs to another file");
  }

  @Test
  void truncationAtAnyLength() throws IOException {
    byte[] whole = file;
    for (int length = 0; length < whole.length; length += 1_021) {
      file = Arrays.copyOf(whole, length);
      String where = "at " + length;
      assertFalse(verdict().whole(), where);
      assertFalse(verdict().oneInstant(), where);
      String inWords = verdict().inWords();
      String expected =
          length < StoreDescriptor.PAGE ? "within its header" : "by its header it has";
      assertTrue(inWords.contains(expected), where + ": " + inWords);
    }
    file = Arrays.copyOf(whole, (int) STORE.blockAt(10) + 1);
    assertEquals(2, verdict().tornBlocks());
    assertDamage(verdict(), "block 10 is missing");
  }

  @Test
  void aFileThatIsTooLong() throws IOException {
    file = Arrays.copyOf(file, file.length + 1);
    assertTrue(verdict().oneInstant());
    assertDamage(verdict(), "by its header it has " + STORE.length());
  }

  @Test
  void anyByteAnywhere() throws IOException {
    byte[] whole = file;
    for (long seed = 1; seed <= 500; seed++) {
      Random random = new Random(seed);
      file = whole.clone();
      int at = random.nextInt(file.length);
      file[at] ^= (byte) (1 << random.nextInt(8));
      assertFalse(verdict().whole(), "seed " + seed + ", byte " + at);
      assertFalse(verdict().findings().isEmpty(), "seed " + seed + ", byte " + at);
    }
  }

  @Test
  void garbage() throws IOException {
    new Random(7).nextBytes(file);
    assertDamage(verdict(), "it does not begin as a file of this writer does");
    assertEquals(0, verdict().blocks());
  }

  @Test
  void aFileThatIsNotThere() {
    Path nowhere = folder.resolve("nowhere");
    assertThrows(NoSuchFileException.class, () -> Verifier.verify(nowhere));
  }

  private void take(byte[] from, int at, int length) {
    System.arraycopy(from, at, file, at, length);
  }

  private Verdict verdict() throws IOException {
    return Verifier.verify(Files.write(folder.resolve("damaged"), file));
  }

  private static void assertDamage(Verdict verdict, String words) {
    assertFalse(verdict.whole(), verdict.inWords());
    assertTrue(verdict.inWords().contains(words), verdict.inWords());
    assertTrue(verdict.json("f").contains("\"verdict\":\"NOT_WHOLE\""), verdict.json("f"));
  }
}
