package io.holdstill.agent.snapshot;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How far a snapshot has come, and how long each part took: told by its thread, read by others. */
final class SnapshotMeter {
  private final Report report;
  private final long begun = System.nanoTime();
  private final CountDownLatch finished = new CountDownLatch(1);
  private long phaseSince = begun;
  private volatile String phase = "queued";
  private volatile Copier copier;
  private volatile long bytesTotal;
  private volatile long filesTotal;
  private volatile long bytesDone;
  private volatile long filesDone;

  SnapshotMeter(Report report) {
    this.report = report;
  }

  void enter(String next) {
    long now = System.nanoTime();
    long micros = (now - phaseSince) / 1000;
    switch (phase) {
      case "preparing" -> report.prepareMicros = micros;
      case "waiting" -> report.searchMicros = micros;
      case "copying" -> report.copyMicros = micros;
      case "sealing" -> report.sealMicros = micros;
      default -> report.queuedMicros = micros;
    }
    phaseSince = now;
    phase = next;
  }

  void total(long files, long bytes) {
    filesTotal = files;
    bytesTotal = bytes;
  }

  long bytesTotal() {
    return bytesTotal;
  }

  void copying(Copier now) {
    copier = now;
  }

  long elapsedMicros() {
    return (System.nanoTime() - begun) / 1000;
  }

  /** Keeps the numbers of the copier, but not what it holds. */
  void finish() {
    Copier done = copier;
    if (done != null) {
      bytesDone = done.bytesDone;
      filesDone = done.filesDone;
      copier = null;
    }
    phase = "finished";
    finished.countDown();
  }

  boolean finished() {
    return finished.getCount() == 0;
  }

  boolean await(long millis) throws InterruptedException {
    return finished.await(millis, TimeUnit.MILLISECONDS);
  }

  Progress progress() {
    Copier now = copier;
    return new Progress(
        phase,
        now == null ? bytesDone : now.bytesDone,
        bytesTotal,
        now == null ? filesDone : now.filesDone,
        filesTotal,
        finished());
  }
}
