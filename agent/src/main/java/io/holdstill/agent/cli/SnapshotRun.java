package io.holdstill.agent.cli;

import io.holdstill.agent.replay.Shown;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One request, from {@code begin} to its report. */
final class SnapshotRun {
  private static final long POLL_MILLIS = 200;
  private static final Duration CLEAN_UP_LIMIT = Duration.ofSeconds(8);
  private static final long ID_LIMIT_MILLIS = 2_000;

  private final AgentLink link;
  private final CompletableFuture<Long> id = new CompletableFuture<>();

  SnapshotRun(AgentLink link) {
    this.link = link;
  }

  /** Blocks until the request has ended, however it ended. */
  Map<String, Object> run(String sources, String destination, String options, ProgressView view) {
    id.complete(link.begin(sources, destination, options));
    long begun = id.join();
    Map<String, Object> report = null;
    while (report == null) {
      report = link.await(begun, POLL_MILLIS);
      if (report == null) {
        show(new Fields(link.progress(begun)), view);
      }
    }
    return report;
  }

  /** Cancels and waits a little for the cleaning up; empty if it did not end in that time. */
  Optional<Map<String, Object>> cancel() {
    try {
      long begun = id.get(ID_LIMIT_MILLIS, TimeUnit.MILLISECONDS);
      link.cancel(begun);
      return Optional.ofNullable(link.await(begun, CLEAN_UP_LIMIT.toMillis()));
    } catch (TimeoutException | ExecutionException | InterruptedException | CliFailure e) {
      // The agent cancels by itself what nobody asks about any more.
      return Optional.empty();
    }
  }

  private static void show(Fields progress, ProgressView view) {
    String phase = Shown.text(progress.text("phase"));
    view.show(phase, progress.number("bytesDone"), progress.number("bytesTotal"));
  }
}
