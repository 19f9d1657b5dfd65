package io.holdstill.runtime.gate;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * A snapshot as the writers see it: which files, from which instant on, and where before-images go.
 * Published before the barrier is raised; its epoch says from when on it counts.
 */
public final class Shot {
  private static volatile Shot active;

  final long epoch;
  final Pool pool;
  final Stalls stalls;
  final long bulkLimit;
  final long copyTimeoutNanos;

  private final ConcurrentHashMap<FileKey, GuardedFile> files =
      new ConcurrentHashMap<FileKey, GuardedFile>();
  private final Queue<Saved> handedOver = new ConcurrentLinkedQueue<Saved>();
  private final Queue<CopyFirst> urgent = new ConcurrentLinkedQueue<CopyFirst>();
  private final AtomicReference<String> broken = new AtomicReference<String>();
  private final LongAdder savedBlocks = new LongAdder();
  private volatile boolean ended;

  /** Past it a file may be refused as changed unseen for no reason: a bound, not a lie. */
  private static final int MOST_TOUCHED = 1 << 16;

  private final Set<FileKey> touched = ConcurrentHashMap.newKeySet();

  /** A range that a large change is about to destroy. */
  public static final class CopyFirst {
    public final GuardedFile file;
    public final long begin;
    public final long end;

    /** Set by the copier. */
    public volatile boolean done;

    CopyFirst(GuardedFile file, long begin, long end) {
      this.file = file;
      this.begin = begin;
      this.end = end;
    }
  }

  private final Tracker tracker;

  /** Learns of names that come, go and move before the snapshot point. */
  public interface Tracker {
    /** By an application's thread, inside the gate, after the change. */
    void changed(Path path);
  }

  public Shot(Pool pool, Stalls stalls, Tracker tracker, long bulkLimit, long copyTimeoutNanos) {
    this.tracker = tracker;
    this.epoch = Barrier.nextEpoch();
    this.pool = pool;
    this.stalls = stalls;
    this.bulkLimit = bulkLimit;
    this.copyTimeoutNanos = copyTimeoutNanos;
  }

  public static Shot active() {
    return active;
  }

  /** By the requester alone; null when the snapshot is over. */
  public static void publish(Shot shot) {
    active = shot;
  }

  public void add(GuardedFile file) {
    files.put(file.key, file);
  }

  /** Only if it is still this one: the inode may belong to another file already. */
  public void remove(GuardedFile file) {
    files.remove(file.key, file);
  }

  /**
   * A guarded change, before the point, is about to be made. Kept by the key as well: a file that
   * is not here yet, or whose number another one had a moment ago, may be entered and looked at in
   * the meantime.
   */
  void touched(FileKey key) {
    GuardedFile file = find(key);
    if (file != null) {
      file.touched();
    }
    if (!touched.contains(key) && touched.size() < MOST_TOUCHED) {
      touched.add(key);
    }
  }

  /** Any guarded change since it was looked at: without one, it must not have changed at all. */
  public boolean changed(GuardedFile file) {
    return file.changed() || touched.contains(file.key);
  }

  public GuardedFile find(FileKey key) {
    return files.get(key);
  }

  public Collection<GuardedFile> files() {
    return files.values();
  }

  /** The first reason stands; nothing is saved from then on. */
  public void breakOff(String reason) {
    broken.compareAndSet(null, reason);
  }

  /** Why the snapshot is broken off, or null. */
  public String broken() {
    return broken.get();
  }

  /** Before-images that writers handed over. */
  public long savedBytes() {
    return savedBlocks.sum() * Chunk.BLOCK;
  }

  /** Nothing more need be saved: all is copied, or all is off. */
  public void end() {
    ended = true;
  }

  /** Lets go of everything: a descriptor's cache may remember the shot for long. */
  public void forget() {
    files.clear();
    touched.clear();
    handedOver.clear();
    urgent.clear();
  }

  boolean over() {
    return ended || broken.get() != null;
  }

  /** True for a writer that entered after the snapshot point (invariant 4). */
  boolean concerns(Writer writer) {
    return writer.openWord >= epoch && !writer.exempt;
  }

  void handOver(Saved saved) {
    handedOver.add(saved);
    savedBlocks.increment();
  }

  /** The oldest before-image that still occupies a buffer, or null; the copier's. */
  public Saved oldestSaved() {
    Saved oldest = handedOver.peek();
    while (oldest != null && oldest.released()) {
      handedOver.poll();
      oldest = handedOver.peek();
    }
    return oldest;
  }

  /** A name came, went or moved, by a writer inside the gate. */
  void named(Writer writer, Path path) {
    if (writer.openWord < epoch) {
      tracker.changed(path);
    }
  }

  public CopyFirst pollUrgent() {
    return urgent.poll();
  }

  /** Waits until the copier has the range, at most copy-timeout; returns how long. */
  long copyFirst(GuardedFile file, long begin, long end) {
    long since = System.nanoTime();
    CopyFirst wanted = new CopyFirst(file, begin, end);
    urgent.add(wanted);
    boolean interrupted = false;
    while (!wanted.done && !over() && System.nanoTime() - since < copyTimeoutNanos) {
      LockSupport.parkNanos(100_000);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return System.nanoTime() - since;
  }
}
