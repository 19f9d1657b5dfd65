package io.holdstill.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.demo.SimulatedRun.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The verdict on one instant, against what really happened in runs of random interleaving. */
class InstantTest {
  private static final int STEPS = 150;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"1,3", "2,4", "2,10", "3,9", "5,10", "7,21"})
  void everyInstantIsRecognisedAndWholeExactlyBetweenUpdates(int threads, int blocks)
      throws IOException {
    for (long seed = 1; seed <= 4; seed++) {
      Random random = new Random(seed);
      SimulatedRun run = new SimulatedRun(new StoreDescriptor(threads, blocks, seed), folder);
      for (int step = 0; step < STEPS; step++) {
        Image image = run.image();
        Verdict verdict = verdict(image.bytes());
        String where = "seed " + seed + ", step " + step + ": " + verdict;
        assertTrue(verdict.oneInstant(), where);
        assertEquals(image.atUpdateBoundary(), verdict.whole(), where);
        assertEquals(0, verdict.tornBlocks(), where);
        run.step(random.nextInt(threads));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"2,4", "2,10", "3,6", "7,21"})
  void threadsOfDifferentInstantsAreToldApartExactly(int threads, int blocks) throws IOException {
    int no = 0;
    int yes = 0;
    for (long seed = 1; seed <= 8; seed++) {
      Random random = new Random(seed);
      SimulatedRun run = new SimulatedRun(new StoreDescriptor(threads, blocks, seed), folder);
      List<Image> images = new ArrayList<>();
      for (int step = 0; step < STEPS; step++) {
        images.add(run.image());
        run.step(random.nextInt(threads));
      }
      for (int pair = 0; pair < 150; pair++) {
        int first = random.nextInt(STEPS);
        int second = Math.min(STEPS - 1, first + random.nextInt(12 * threads));
        int stale = random.nextInt(threads);
        Image mixed = mixed(run.store, images.get(second), images.get(first), stale);
        boolean expected = run.anInstantHas(mixed.writes());
        Verdict verdict = verdict(mixed.bytes());
        String where =
            "seed "
                + seed
                + ", thread "
                + stale
                + " of step "
                + first
                + ", the others of "
                + second
                + ": "
                + verdict;
        assertEquals(expected, verdict.oneInstant(), where);
        assertEquals(expected && mixed.atUpdateBoundary(), verdict.whole(), where);
        no += expected ? 0 : 1;
        yes += expected ? 1 : 0;
      }
    }
    assertTrue(no > 100 && yes > 100, "both kinds were met: " + no + " and " + yes);
  }

  /** One thread's blocks and entries as {@code other} has them. */
  private static Image mixed(StoreDescriptor store, Image base, Image other, int thread) {
    byte[] bytes = base.bytes().clone();
    for (int block = thread; block < store.blocks(); block += store.threads()) {
      copy(other.bytes(), bytes, store.entryAt(block), EntryDescriptor.BYTES);
      copy(other.bytes(), bytes, store.blockAt(block), StoreDescriptor.PAGE);
    }
    int[] writes = base.writes().clone();
    writes[thread] = other.writes()[thread];
    return new Image(bytes, writes);
  }

  private static void copy(byte[] from, byte[] to, long at, int length) {
    System.arraycopy(from, (int) at, to, (int) at, length);
  }

  private Verdict verdict(byte[] bytes) throws IOException {
    return Verifier.verify(Files.write(folder.resolve("cut"), bytes));
  }
}
