package io.holdstill.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
  @ParameterizedTest
  @CsvSource({"1,1", "1,5", "2,2", "2,14", "3,30", "7,700"})
  void theLastUpdateIsWhatReplayingFinds(int threads, int blocks) {
    for (long seed = 1; seed <= 5; seed++) {
      StoreDescriptor store = new StoreDescriptor(threads, blocks, seed);
      for (int thread = 0; thread < threads; thread++) {
        replay(store, thread);
      }
    }
  }

  private static void replay(StoreDescriptor store, int thread) {
    Schedule schedule = new Schedule(store, thread);
    Schedule asked = new Schedule(store, thread);
    long[] last = new long[store.blocks()];
    Random random = new Random(store.seed());
    for (long update = 1; update <= 3L * store.blocksPerThread() + 1; update++) {
      int block = schedule.block(update);
      assertEquals(thread, store.threadOf(block), "the thread changes its own blocks alone");
      last[block] = update;
      int any = random.nextInt(store.blocksPerThread()) * store.threads() + thread;
      String where = "block " + any + " after update " + update + " of " + thread + ", " + store;
      assertEquals(last[any], asked.lastUpdate(any, update), where);
    }
  }
}
