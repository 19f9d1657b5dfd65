package io.holdstill.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryDescriptorTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 24, 25, 63, 64})
  void countsComeBackOrAreTooSmallNeverTooLarge(int threads) {
    for (long seed = 1; seed <= 50; seed++) {
      Random random = new Random(seed);
      long[] before = random.longs(threads, 0, 1_000_000).toArray();
      long[] since = random.longs(threads, 0, 1 + random.nextInt(600)).toArray();
      ByteBuffer entry = entry(threads, before, since);
      for (int thread = 0; thread < threads; thread++) {
        long told = EntryDescriptor.finishedSince(entry, thread, threads);
        long largest = threads <= 3 ? Long.MAX_VALUE : (1L << 64 / ((threads + 2) / 3)) - 1;
        String where = threads + " threads, thread " + thread + ", seed " + seed;
        assertEquals(Math.min(since[thread], largest), told, where);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 64})
  void hugeCountsDoNotSpillIntoOthers(int threads) {
    long[] since = new long[threads];
    since[0] = Long.MAX_VALUE;
    ByteBuffer entry = entry(threads, new long[threads], since);
    assertTrue(EntryDescriptor.finishedSince(entry, 0, threads) > 0);
    for (int thread = 1; thread < threads; thread++) {
      assertEquals(0, EntryDescriptor.finishedSince(entry, thread, threads), "thread " + thread);
    }
  }

  private static ByteBuffer entry(int threads, long[] before, long[] since) {
    StoreDescriptor store = new StoreDescriptor(threads, threads, 1);
    ByteBuffer block = ByteBuffer.allocate(StoreDescriptor.PAGE);
    BlockDescriptor.encode(block, store, 0, 9, before);
    long[] now = before.clone();
    for (int thread = 0; thread < threads; thread++) {
      now[thread] += since[thread];
    }
    ByteBuffer entry = ByteBuffer.allocate(EntryDescriptor.BYTES);
    EntryDescriptor.encode(entry, store, block, before, now);
    assertNull(EntryDescriptor.fault(entry, store, 0));
    assertEquals(9, EntryDescriptor.update(entry));
    return entry;
  }
}
