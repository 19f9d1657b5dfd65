package io.holdstill.agent.replay;

import io.holdstill.agent.snapshot.Difference;
import io.holdstill.agent.snapshot.Manifest;
import io.holdstill.agent.snapshot.Progress;
import io.holdstill.agent.snapshot.Verification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One snapshot brought forward into a new one, sealed as it was; whole or nothing. */
public final class ReplayJob {
  /**
   * @param journal where the journal lies
   * @param until a number, a time or a mark; empty for the journal's end
   */
  public record Request(Path snapshot, Path journal, Path to, String until) {}

  private static final long CLEAN_UP_SECONDS = 10;
  private static final int MOST_DIFFERENCES = 3;

  private final Request request;
  private final JournalSource journal;
  private final Verification.ProgressSink sink;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean cancelled;

  public ReplayJob(Request request, JournalSource journal, Verification.ProgressSink sink) {
    this.request = request;
    this.journal = journal;
    this.sink = sink;
  }

  /**
   * @return the fields of the report
   * @throws ReplayRefused if the result could not be vouched for
   * @throws IOException if it failed; nothing is left behind
   */
  public Map<String, Object> run() throws IOException {
    try {
      NewDirectory target = new NewDirectory(request.to(), request.snapshot(), request.journal());
      verify();
      return run(Bases.ofManifest(request.snapshot(), journal), target);
    } finally {
      ended.countDown();
    }
  }

  /** Breaks it off and waits until nothing is left of it. */
  public void cancel() {
    cancelled = true;
    try {
      ended.await(CLEAN_UP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void verify() throws IOException {
    List<Difference> differences =
        Verification.of(
                request.snapshot(),
                at -> tellUnchecked(at.getPhase(), at.getBytesDone(), at.getBytesTotal()))
            .differences();
    if (!differences.isEmpty()) {
      String some =
          String.join(
              "; ",
              differences.stream()
                  .limit(MOST_DIFFERENCES)
                  .map(difference -> Shown.text(difference.message()))
                  .toList());
      throw new ReplayRefused(
          request.snapshot()
              + ": is not what its manifest says, so nothing can be built on it ("
              + some
              + "); see 'holdstill verify', and name a snapshot that is whole");
    }
  }

  private Map<String, Object> run(Base base, NewDirectory target) throws IOException {
    long begun = System.nanoTime();
    target.make();
    try (Replay replay = replay(base, target)) {
      long number = replay.resolve(request.until());
      replay.advance(number, (at, to) -> tell("replaying", at - base.at(), to - base.at()));
      Sealing sealing = new Sealing(base, bytes -> tell("sealing", bytes, 0));
      Layer layer = replay.lay(true, target.partial(), sealing);
      Map<String, Object> report =
          ReplayReport.of(base, replay.timeline(), number, target.path().toString(), sealing);
      report.put("elapsedMicros", (System.nanoTime() - begun) / 1000);
      Manifest.write(
          target.partial().resolve(Manifest.FILE_NAME),
          ReplayReport.sealed(report, base, layer, replay.state()),
          sealing.entries(layer));
      replay.close(); // its scratch files must not be in the result
      tell("sealing", sealing.bytes(), 0);
      target.publish();
      return report;
    } finally {
      target.discard();
    }
  }

  private Replay replay(Base base, NewDirectory target) throws IOException {
    tell("reading", 0, 0);
    return new Replay(base, journal, target.scratch());
  }

  private void tell(String phase, long done, long total) throws IOException {
    sink.at(new Progress(phase, done, total, 0, 0, false));
    if (cancelled) {
      throw new IOException("cancelled; nothing is left of it");
    }
  }

  private void tellUnchecked(String phase, long done, long total) {
    sink.at(new Progress(phase, done, total, 0, 0, false));
    if (cancelled) {
      throw new UncheckedIOException(new IOException("cancelled; nothing is left of it"));
    }
  }
}
