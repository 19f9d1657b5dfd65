package io.holdstill.agent.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.runtime.gate.Recorder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * A journal that cannot be written is tried again about once a second, whatever comes meanwhile.
 */
class RetryTest {
  private static final long WATCHED_NANOS = 3_500_000_000L;
  private static final long DEADLINE_NANOS = 60_000_000_000L;

  /** Full until it is told otherwise; what it took then. */
  private static final class Full implements Scribe.Sink {
    final AtomicInteger attempts = new AtomicInteger();
    final List<Integer> kinds = new CopyOnWriteArrayList<>();
    final List<Long> told = new CopyOnWriteArrayList<>();
    volatile boolean full = true;

    private long last;
    private long put;

    @Override
    public void put(int kind, long number, ByteBuffer head, List<byte[]> pages, int paged)
        throws IOException {
      attempts.incrementAndGet();
      if (full) {
        throw new JournalFull("no space", null);
      }
      kinds.add(kind);
      put = number;
    }

    @Override
    public void flush() {
      last = put;
    }

    @Override
    public long discard() {
      return last;
    }

    @Override
    public void losing(long number) {
      told.add(number);
    }

    @Override
    public void recovered() {
      told.clear();
    }

    @Override
    public void tidy() {
      // Nothing to do.
    }
  }

  /** The disk is full, and the JVM ends at once: what is missing is told all the same. */
  @Test
  void thatSomethingIsLostIsToldAtOnceAndHowItEndedIsTriedWhateverTheTime()
      throws InterruptedException {
    Recorder recorder = new Recorder(List.of(), 0, 4 << 20, 0, Recorder.NO_STACKS);
    Full sink = new Full();
    Scribe scribe = new Scribe(recorder, sink, fault -> {});
    recorder.mark("lost");
    scribe.finish();
    run(scribe);
    assertEquals(List.of(1L), sink.told);
    sink.full = false;
    recorder.mark("lost, too: it is not tried so soon");
    recorder.say(EntryDescriptor.CLOSED, new byte[Long.BYTES]);
    run(scribe);
    assertEquals(List.of(EntryDescriptor.GAP, EntryDescriptor.CLOSED), sink.kinds);
    assertEquals(List.of(), sink.told);
    assertEquals(2, scribe.lost());
  }

  /** On a thread of its own, which no barrier holds from then on. */
  private static void run(Scribe scribe) throws InterruptedException {
    Thread thread = new Thread(scribe, "scribe");
    thread.start();
    thread.join();
  }

  @Test
  void aboutOnceASecond() throws InterruptedException {
    Recorder recorder = new Recorder(List.of(), 0, 4 << 20, 0, Recorder.NO_STACKS);
    Full sink = new Full();
    List<Throwable> faults = new CopyOnWriteArrayList<>();
    Scribe scribe = new Scribe(recorder, sink, faults::add);
    Thread thread = new Thread(scribe, "scribe");
    thread.start();
    long since = System.nanoTime();
    int marks = 0;
    while (System.nanoTime() - since < WATCHED_NANOS) {
      if (marks - scribe.lost() < 1_000) { // as fast as it takes them
        recorder.mark("mark");
        marks++;
      }
    }
    long seconds = (System.nanoTime() - since) / 1_000_000_000L + 1;
    int attempts = sink.attempts.get();
    assertTrue(attempts >= 2, attempts + " attempts: it was not tried again");
    assertTrue(attempts <= seconds + 1, attempts + " attempts in " + seconds + " s");
    assertTrue(marks > 10_000, "only " + marks + " marks came: too few to be a test");
    assertEquals(1, faults.size(), faults::toString);
    assertEquals("no space", scribe.trouble());
    sink.full = false;
    while (sink.kinds.isEmpty()) {
      assertTrue(System.nanoTime() - since < DEADLINE_NANOS, "it does not go on");
      recorder.mark("after");
      Thread.sleep(1);
    }
    scribe.finish();
    thread.join(60_000);
    List<Integer> kinds = new ArrayList<>(sink.kinds);
    assertEquals(EntryDescriptor.GAP, kinds.get(0), "what was lost is a gap, first of all");
    assertTrue(kinds.subList(1, kinds.size()).stream().allMatch(k -> k == EntryDescriptor.MARK));
    System.out.println("retries: " + attempts + " in " + seconds + " s, " + marks + " marks lost");
  }
}
