package io.holdstill.agent.snapshot;

import java.util.List;

/**
 * The snapshots of this process: one at a time, later ones wait their turn within their timeout.
 */
public interface Snapshots {
  /** Queues a request; all work happens on threads of ours. */
  long begin(SnapshotRequest request);

  /**
   * @throws IllegalArgumentException if no such request is known
   */
  Progress progress(long id);

  /** The report once finished, or null when {@code millis} have passed. */
  Report await(long id, long millis) throws InterruptedException;

  /** Asks a request to stop and clean up; true if it had not finished. */
  boolean cancel(long id);

  /** The latest finished reports, newest first. */
  List<Report> latest();
}
