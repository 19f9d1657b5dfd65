package io.holdstill.agent.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.agent.config.RequestOptions.Level;
import io.holdstill.agent.snapshot.SnapshotRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RequestWatchTest {
  private final FakeSnapshots snapshots = new FakeSnapshots();
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1_000);
  private final Queue<String> ended = new ConcurrentLinkedQueue<>();
  private final FakeAgentState state = new FakeAgentState("");
  private final RequestWatch watch =
      new RequestWatch(
          snapshots,
          clock::get,
          (id, report) -> ended.add(id + " " + report.getVerdict()),
          state::fault);

  @Test
  void aRequestThatNobodyAsksAboutIsCancelled() {
    long id = begin(false);

    pass(10_000);
    assertFalse(finished(id), "not yet");
    pass(1);
    assertTrue(finished(id));
    assertEquals(0, state.faults.size());
  }

  @Test
  void askingKeepsItAlive() {
    long id = begin(false);

    for (int i = 0; i < 5; i++) {
      pass(9_000);
      watch.asked(id);
    }

    assertFalse(finished(id));
  }

  @Test
  void waitingKeepsItAliveAndTheTimeCountsFromTheEndOfTheWait() {
    long id = begin(false);

    watch.waits(id);
    watch.waits(id);
    pass(60_000);
    watch.stopsWaiting(id);
    pass(60_000);
    watch.stopsWaiting(id);
    pass(10_000);
    assertFalse(finished(id));
    pass(1);
    assertTrue(finished(id));
  }

  @Test
  void aDetachedRequestGoesOn() {
    long id = begin(true);

    pass(Duration.ofDays(1).toMillis());

    assertFalse(finished(id));
  }

  @Test
  void theThreadTellsTheEndOnceAndEnds() throws InterruptedException {
    Set<Thread> othersThreads = watchThreads();
    long first = begin(false);
    long second = begin(true);
    snapshots.finish(first);
    await(1);
    snapshots.cancel(second);
    await(2);

    assertEquals(List.of(first + " CONSISTENT", second + " CANCELLED"), List.copyOf(ended));
    while (!othersThreads.containsAll(watchThreads())) {
      Thread.sleep(10);
    }
    assertEquals(2, ended.size());
  }

  @Test
  void aForgottenRequestIsNoFault() throws InterruptedException {
    long id = begin(false);
    snapshots.forget(id);
    watch.sweep();
    watch.asked(id);
    watch.waits(id);
    watch.stopsWaiting(id);

    assertEquals(0, state.faults.size());
  }

  private long begin(boolean detached) {
    SnapshotRequest request =
        new SnapshotRequest(
            List.of(Path.of("/data")),
            Path.of("/slow"),
            List.of(),
            Level.ANY,
            Duration.ofMillis(20),
            Duration.ofSeconds(30),
            false,
            false,
            detached);
    long id = snapshots.begin(request);
    watch.begun(id, detached);
    return id;
  }

  private void pass(long millis) {
    clock.addAndGet(Duration.ofMillis(millis).toNanos());
    watch.sweep();
  }

  private boolean finished(long id) {
    return snapshots.progress(id).isFinished();
  }

  private void await(int number) throws InterruptedException {
    while (ended.size() < number) {
      Thread.sleep(10);
    }
  }

  private static Set<Thread> watchThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("holdstill-control-watch"))
        .collect(Collectors.toSet());
  }
}
