package io.holdstill.agent.control;

import io.holdstill.agent.config.RequestOptions.Level;
import io.holdstill.agent.snapshot.Progress;
import io.holdstill.agent.snapshot.Report;
import io.holdstill.agent.snapshot.ReportFixture;
import io.holdstill.agent.snapshot.SnapshotRequest;
import io.holdstill.agent.snapshot.Snapshots;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Snapshots that are not made: the destination's last name says what becomes of the request. {@code
 * slow} lasts until it is cancelled or {@link #finish}ed.
 */
public class FakeSnapshots implements Snapshots {
  private static final long SLOW_BYTES = 1L << 30;

  private final AtomicLong ids = new AtomicLong();
  private final Map<Long, Made> made = new ConcurrentHashMap<>();
  private final ConcurrentLinkedDeque<Report> latest = new ConcurrentLinkedDeque<>();

  /** The requests in the order in which they came. */
  public final ConcurrentLinkedDeque<SnapshotRequest> requests = new ConcurrentLinkedDeque<>();

  private static final class Made {
    final CountDownLatch ended = new CountDownLatch(1);
    final long begunNanos = System.nanoTime();
    volatile Report report;
  }

  @Override
  public long begin(SnapshotRequest request) {
    String name = request.destination().getFileName().toString();
    if (name.equals("throws")) {
      throw new OurOwnException("it broke");
    }
    requests.add(request);
    long id = ids.incrementAndGet();
    made.put(id, new Made());
    if (!name.equals("slow")) {
      end(id, report(name, request));
    }
    return id;
  }

  /** An exception of a class that no client has. */
  static final class OurOwnException extends RuntimeException {
    private static final long serialVersionUID = 1;

    OurOwnException(String message) {
      super(message);
    }
  }

  @Override
  public Progress progress(long id) {
    Made one = known(id);
    long done = (System.nanoTime() - one.begunNanos) / 10;
    return new Progress("copying", done, SLOW_BYTES, 1, 2, one.ended.getCount() == 0);
  }

  @Override
  public Report await(long id, long millis) throws InterruptedException {
    Made one = known(id);
    return one.ended.await(millis, TimeUnit.MILLISECONDS) ? one.report : null;
  }

  @Override
  public boolean cancel(long id) {
    boolean running = known(id).ended.getCount() > 0;
    if (running) {
      end(id, ReportFixture.ended("CANCELLED", "", "/slow", "the request was cancelled"));
    }
    return running;
  }

  @Override
  public List<Report> latest() {
    return List.copyOf(latest);
  }

  public void finish(long id) {
    end(id, ReportFixture.consistent("/slow", "group"));
  }

  public void forget(long id) {
    made.remove(id);
  }

  private Made known(long id) {
    Made one = made.get(id);
    if (one == null) {
      throw new IllegalArgumentException("there is no request " + id);
    }
    return one;
  }

  private void end(long id, Report report) {
    known(id).report = report;
    latest.addFirst(report);
    known(id).ended.countDown();
  }

  private static Report report(String name, SnapshotRequest request) {
    String destination = request.destination().toString();
    return switch (name) {
      case "unguarded" -> ReportFixture.unguarded(destination);
      case "not-grouped" ->
          request.level() == Level.WRITE
              ? ReportFixture.notGrouped(destination)
              : ReportFixture.ended("NOT_GROUPED", "", destination, "nothing matched a.B#c");
      case "no-point" -> ReportFixture.noSnapshotPoint(destination);
      case "broken" ->
          ReportFixture.ended("BROKEN_OFF", "", destination, "a before-image was late");
      case "failed" -> ReportFixture.ended("FAILED", "", destination, "exists already");
      case "write" -> ReportFixture.consistent(destination, "write");
      default -> ReportFixture.consistent(destination, "group");
    };
  }
}
