package io.holdstill.runtime.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Numbers have no hole, and are taken in their order, whoever hands over. */
class BacklogTest {
  private static final int THREADS = 4;
  private static final int EACH = 50_000;

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void everythingIsTakenOnceByItsNumber() throws InterruptedException {
    Backlog backlog = new Backlog(41);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int writer = i;
      threads.add(new Thread(() -> handOver(backlog, writer)));
      threads.get(i).start();
    }
    int[] next = new int[THREADS];
    for (long number = 42; number < 42 + THREADS * EACH; number++) {
      Record record = take(backlog);
      assertEquals(number, record.number);
      int writer = record.flags;
      assertEquals(next[writer]++, record.key, "the order of one thread");
    }
    assertNull(backlog.take());
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void handOver(Backlog backlog, int writer) {
    for (int i = 0; i < EACH; i++) {
      Record record = new Record(Record.GROUP);
      record.flags = writer;
      record.key = i;
      backlog.handOver(record);
    }
  }

  private static Record take(Backlog backlog) {
    Record record = backlog.take();
    while (record == null) {
      Thread.onSpinWait();
      record = backlog.take();
    }
    return record;
  }

  @Test
  void whatIsLostMeetsOneGapUntilTheJournalComesToIt() {
    Recorder recorder = new Recorder(List.of(), 0, 4 << 20, 0, Recorder.NO_STACKS);
    recorder.mark("before");
    recorder.lose("no room");
    recorder.lose("no room");
    recorder.mark("after");
    recorder.lose("no room");
    assertEquals("before", recorder.take().name);
    Record gap = recorder.take();
    assertEquals(Record.GAP, gap.kind);
    assertEquals(3, gap.length);
    assertEquals(2, gap.number);
    recorder.lose("again");
    assertEquals("after", recorder.take().name);
    Record second = recorder.take();
    assertTrue(second != gap && second.kind == Record.GAP && second.length == 1);
  }
}
