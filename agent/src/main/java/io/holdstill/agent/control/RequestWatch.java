package io.holdstill.agent.control;

import io.holdstill.agent.snapshot.Report;
import io.holdstill.agent.snapshot.Snapshots;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Cancels requests that nobody asks about any more: their caller is gone and nobody would clean up
 * after it. Also notices the end of each request, once. The thread lives only while there are
 * requests.
 */
final class RequestWatch {
  private static final long SWEEP_MILLIS = 200;

  /** Told once when a request has ended. */
  interface Ending {
    void ended(long id, Report report);
  }

  private final Snapshots snapshots;
  private final LongSupplier nanoClock;
  private final Ending ending;
  private final Consumer<Throwable> faults;
  private final Map<Long, WatchedRequest> requests = new ConcurrentHashMap<>();
  // Guarded by this.
  private Thread thread;

  RequestWatch(
      Snapshots snapshots, LongSupplier nanoClock, Ending ending, Consumer<Throwable> faults) {
    this.snapshots = snapshots;
    this.nanoClock = nanoClock;
    this.ending = ending;
    this.faults = faults;
  }

  void begun(long id, boolean detached) {
    requests.put(id, new WatchedRequest(detached, nanoClock.getAsLong()));
    startThread();
  }

  /** Somebody asked about the request just now. */
  void asked(long id) {
    watched(id).ifPresent(request -> request.asked(nanoClock.getAsLong()));
  }

  /** Somebody waits for the request until {@link #stopsWaiting}. */
  void waits(long id) {
    watched(id).ifPresent(WatchedRequest::waits);
  }

  void stopsWaiting(long id) {
    watched(id).ifPresent(request -> request.stopsWaiting(nanoClock.getAsLong()));
  }

  /** One look at every request. */
  void sweep() {
    requests.forEach(this::look);
  }

  private Optional<WatchedRequest> watched(long id) {
    return Optional.ofNullable(requests.get(id));
  }

  private void look(long id, WatchedRequest request) {
    try {
      if (snapshots.progress(id).isFinished()) {
        end(id);
      } else if (request.abandoned(nanoClock.getAsLong())) {
        snapshots.cancel(id);
      }
    } catch (IllegalArgumentException e) {
      // It ended so long ago that it has been forgotten below.
      requests.remove(id);
    } catch (RuntimeException e) {
      faults.accept(e);
    }
  }

  private void end(long id) {
    try {
      Report report = snapshots.await(id, 1);
      if (report != null && requests.remove(id) != null) {
        ending.ended(id, report);
      }
    } catch (InterruptedException e) {
      // Nobody interrupts this thread; the next sweep looks again.
      faults.accept(e);
    }
  }

  private synchronized void startThread() {
    if (thread == null) {
      Thread next = new Thread(null, this::watch, "holdstill-control-watch", 0, false);
      next.setDaemon(true);
      next.setContextClassLoader(null);
      next.start(); // there may be no thread to be had: then the next request tries again
      thread = next;
    }
  }

  private void watch() {
    while (!stopIfIdle()) {
      try {
        Thread.sleep(SWEEP_MILLIS);
        sweep();
      } catch (Throwable e) {
        // The border of this thread: whatever happens, no request may be left unwatched.
        faults.accept(e);
      }
    }
  }

  private synchronized boolean stopIfIdle() {
    boolean idle = requests.isEmpty();
    if (idle) {
      thread = null;
    }
    return idle;
  }
}
