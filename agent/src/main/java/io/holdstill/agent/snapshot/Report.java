package io.holdstill.agent.snapshot;

import java.util.ArrayList;
import java.util.List;

/**
 * The receipt of one request; the manifest repeats it. Getters only, so that JMX maps it to open
 * types by itself. Times are microseconds. Written by one thread, read by others once finished.
 */
public final class Report {
  String verdict = "";
  String level = "";
  String destination = "";
  String snapshotPoint = "";
  long group;
  String journal = "";
  long bareWrites;
  String provider = "copy";
  long files;
  long bytes;
  long beforeImageBytes;
  List<String> skipped = new ArrayList<>();
  long heldMicros;
  long longestStallMicros;
  long totalStallMicros;
  long stalledThreads;
  long lateMicros;
  long attempts;
  long elapsedMicros;
  long queuedMicros;
  long prepareMicros;
  long searchMicros;
  long copyMicros;
  long sealMicros;
  long sufficientPauseMicros;
  List<Blocker> blockers = new ArrayList<>();
  List<String> heldWriters = new ArrayList<>();
  List<Unguarded> unguarded = new ArrayList<>();
  List<String> notChecked = new ArrayList<>();
  String error = "";

  /** One who kept the barrier from falling empty. */
  public static final class Blocker {
    private final String group;
    private final String thread;
    private final long ageMicros;
    private final List<String> stack;

    public Blocker(String group, String thread, long ageMicros, List<String> stack) {
      this.group = group;
      this.thread = thread;
      this.ageMicros = ageMicros;
      this.stack = List.copyOf(stack);
    }

    public String getGroup() {
      return group;
    }

    public String getThread() {
      return thread;
    }

    public long getAgeMicros() {
      return ageMicros;
    }

    public List<String> getStack() {
      return stack;
    }
  }

  /** A file that has a way in which does not pass the barrier. */
  public static final class Unguarded {
    private final String path;
    private final String reason;

    public Unguarded(String path, String reason) {
      this.path = path;
      this.reason = reason;
    }

    public String getPath() {
      return path;
    }

    public String getReason() {
      return reason;
    }
  }

  /**
   * {@code CONSISTENT}, {@code UNGUARDED}, {@code NOT_GROUPED}, {@code BROKEN_OFF}, {@code FAILED},
   * {@code NO_SNAPSHOT_POINT} or {@code CANCELLED}.
   */
  public String getVerdict() {
    return verdict;
  }

  /** {@code group}, {@code write}, or empty where no point was reached. */
  public String getLevel() {
    return level;
  }

  public String getDestination() {
    return destination;
  }

  /** ISO-8601 with microseconds, or empty. */
  public String getSnapshotPoint() {
    return snapshotPoint;
  }

  /**
   * Groups that had ended at the snapshot point; with a journal, the number that the point has in
   * it.
   */
  public long getGroup() {
    return group;
  }

  /** The session of the journal that the group is numbered in; empty without a journal. */
  public String getJournal() {
    return journal;
  }

  /** Writes made outside any group since the last snapshot. */
  public long getBareWrites() {
    return bareWrites;
  }

  public String getProvider() {
    return provider;
  }

  public long getFiles() {
    return files;
  }

  public long getBytes() {
    return bytes;
  }

  public long getBeforeImageBytes() {
    return beforeImageBytes;
  }

  /** Sockets, FIFOs, devices: left out. */
  public List<String> getSkipped() {
    return skipped;
  }

  /** Barrier raised until lowered, in the attempt that succeeded. */
  public long getHeldMicros() {
    return heldMicros;
  }

  /** The worst from a writer's entry to its passage, failed attempts and before-images included. */
  public long getLongestStallMicros() {
    return longestStallMicros;
  }

  public long getTotalStallMicros() {
    return totalStallMicros;
  }

  public long getStalledThreads() {
    return stalledThreads;
  }

  /** How late the scheduler let held threads go. */
  public long getLateMicros() {
    return lateMicros;
  }

  public long getAttempts() {
    return attempts;
  }

  public long getElapsedMicros() {
    return elapsedMicros;
  }

  /** Of the elapsed time: until earlier requests were done. */
  public long getQueuedMicros() {
    return queuedMicros;
  }

  /** Of the elapsed time: walking, opening and looking, before the barrier. */
  public long getPrepareMicros() {
    return prepareMicros;
  }

  /** Of the elapsed time: until the snapshot point was found. */
  public long getSearchMicros() {
    return searchMicros;
  }

  /** Of the elapsed time: copying, with before-images saved for as long. */
  public long getCopyMicros() {
    return copyMicros;
  }

  /** Of the elapsed time: the last digests and forcing to the device; without the manifest. */
  public long getSealMicros() {
    return sealMicros;
  }

  /** The smallest {@code max-pause} that would have served; 0 where unknown or not needed. */
  public long getSufficientPauseMicros() {
    return sufficientPauseMicros;
  }

  public List<Blocker> getBlockers() {
    return blockers;
  }

  /** Threads that were held by attempts of a request that found no snapshot point. */
  public List<String> getHeldWriters() {
    return heldWriters;
  }

  public List<Unguarded> getUnguarded() {
    return unguarded;
  }

  public List<String> getNotChecked() {
    return notChecked;
  }

  /** What happened, to which file, and what to do; empty when all is well. */
  public String getError() {
    return error;
  }
}
