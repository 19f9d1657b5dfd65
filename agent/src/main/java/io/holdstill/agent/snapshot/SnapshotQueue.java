package io.holdstill.agent.snapshot;

import io.holdstill.runtime.gate.Groups;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongConsumer;

/** One thread that makes one snapshot after another. */
public final class SnapshotQueue implements Snapshots {
  private static final int KEPT = 20;
  private static final int MOST_WAITING = 100;

  private final Clockwork clockwork;
  private final Tally tally = new Tally();
  private final BlockingQueue<SnapshotJob> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
  private final Map<Long, SnapshotJob> jobs = new LinkedHashMap<>();
  private final Deque<Report> latest = new ArrayDeque<>();
  private volatile LongConsumer pointObserver = id -> {};
  private long lastId;
  private volatile SnapshotJob running;

  public SnapshotQueue(Clockwork clockwork) {
    this.clockwork = clockwork;
  }

  /** Told a request's id when its point has been reached, on the snapshot thread. */
  public void onPoint(LongConsumer observer) {
    pointObserver = observer;
  }

  public void start() {
    Thread thread = new Thread(this::work, "holdstill-snapshot-worker");
    thread.setDaemon(true);
    thread.start();
  }

  /** The process ends: what is unfinished is given up, and cleared away as far as that is quick. */
  public void end(long millis) {
    waiting.clear();
    SnapshotJob job = running;
    if (job != null && !job.meter.finished()) {
      job.cancel();
      try {
        job.meter.await(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public synchronized long begin(SnapshotRequest request) {
    if (Groups.inside()) {
      throw new IllegalStateException(
          "a snapshot was asked for from inside a write group, which it would wait for; ask outside");
    }
    long id = lastId + 1;
    SnapshotJob job = new SnapshotJob(request, clockwork, tally, () -> pointObserver.accept(id));
    if (!waiting.offer(job)) {
      throw new IllegalStateException(MOST_WAITING + " requests are waiting already; ask later");
    }
    lastId = id;
    jobs.put(id, job);
    jobs.entrySet()
        .removeIf(e -> jobs.size() > MOST_WAITING + KEPT && e.getValue().meter.finished());
    return id;
  }

  @Override
  public Progress progress(long id) {
    return job(id).meter.progress();
  }

  @Override
  public Report await(long id, long millis) throws InterruptedException {
    SnapshotJob job = job(id);
    return job.meter.await(millis) ? job.report : null;
  }

  @Override
  public boolean cancel(long id) {
    SnapshotJob job = job(id);
    job.cancel();
    return !job.meter.finished();
  }

  @Override
  public List<Report> latest() {
    synchronized (latest) {
      return new ArrayList<>(latest);
    }
  }

  private synchronized SnapshotJob job(long id) {
    SnapshotJob job = jobs.get(id);
    if (job == null) {
      throw new IllegalArgumentException("no snapshot request " + id + " is known; ask begin");
    }
    return job;
  }

  private void work() {
    Groups.exempt();
    while (true) {
      try {
        SnapshotJob job = waiting.take();
        running = job;
        job.run();
        keep(job.report);
      } catch (InterruptedException e) {
        return; // only at the end of the process
      }
    }
  }

  private void keep(Report report) {
    synchronized (latest) {
      latest.addFirst(report);
      if (latest.size() > KEPT) {
        latest.removeLast();
      }
    }
  }
}
