package io.holdstill.runtime.gate;

import java.io.FileDescriptor;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One file of a snapshot, by inode, with a read-only descriptor of ours that keeps its content
 * whatever becomes of its name. Nothing about it is decided before somebody needs it: its length
 * and time are, as its blocks, read first and decided after.
 */
public final class GuardedFile {
  private static final long POLL_NANOS = 50_000;

  public final FileKey key;
  public final FileDescriptor source;
  private final AtomicReferenceArray<Chunk> prepared;
  private final AtomicReference<AtPoint> atPoint = new AtomicReference<AtPoint>();
  private final ReentrantLock offsetLock = new ReentrantLock();

  /** Below it everything is decided; the copier's to move forward. */
  private volatile long frontier;

  /** What it was when it was last looked at before the point. */
  private volatile FileStatus before;

  /** Any guarded change since then: without one, the file must not have changed at all. */
  private volatile boolean changed;

  /** A name it had when it was found; for messages alone. */
  public final String name;

  public GuardedFile(FileStatus status, FileDescriptor source, String name) {
    this.key = status.key;
    this.name = name;
    this.source = source;
    this.before = status;
    this.prepared = new AtomicReferenceArray<Chunk>(AtPoint.count(status.size) + 1);
  }

  /** The length and time at the point. Must not be called before it. */
  public AtPoint atPoint() throws IOException {
    AtPoint decided = atPoint.get();
    if (decided == null) {
      AtPoint read = new AtPoint(FileStatus.of(source), prepared);
      decided = atPoint.compareAndSet(null, read) ? read : atPoint.get();
    }
    return decided;
  }

  public boolean changed() {
    return changed;
  }

  /** Looked at again, by a thread that changed it in a way of which no write tells. */
  public void rebase(FileStatus status) {
    before = status;
  }

  /** Without a guarded change, what it must still be. */
  public FileStatus before() {
    return before;
  }

  /** A guarded change before the point. */
  void touched() {
    if (!changed) {
      changed = true;
    }
  }

  public void frontier(long bytes) {
    frontier = bytes;
  }

  // ---- the writers' side; all of it inside the gate

  ReentrantLock offsetLock() {
    return offsetLock;
  }

  /** Before bytes from {@code from} to {@code to} are changed, or the length or time is. */
  void preserve(Shot shot, long from, long to) throws IOException {
    touched();
    AtPoint at = atPoint();
    long end = Math.min(to, at.status.size);
    long begin = Math.max(from, frontier);
    if (begin < end && !shot.over() && pending(at, begin, end)) {
      long since = System.nanoTime();
      preserve(shot, at, begin, end);
      shot.stalls.imaged(System.nanoTime() - since);
    }
  }

  private void preserve(Shot shot, AtPoint at, long from, long end) throws IOException {
    long begin = from;
    Writer writer = Writer.current();
    writer.waitedNanos = 0;
    if (end - begin > shot.bulkLimit) {
      writer.waitedNanos = shot.copyFirst(this, begin, end);
      begin = Math.max(begin, frontier);
      if (begin >= end) {
        return; // the copier has finished the file
      }
      if (end - begin > shot.bulkLimit && !shot.over() && pending(at, begin, end)) {
        shot.breakOff(
            name
                + ": a change that destroys more than bulk-limit outran the copy; raise bulk-limit"
                + " and copy-timeout, or ask at a quieter time");
      }
    }
    saveRange(shot, at, begin, end, writer);
  }

  /** True once the block at this position is decided: by a writer or by the copier. */
  public boolean decided(long position) throws IOException {
    return !pending(atPoint(), position, position + 1);
  }

  private boolean pending(AtPoint at, long begin, long end) {
    for (int i = (int) (begin / Chunk.SIZE); (long) i * Chunk.SIZE < end; i++) {
      Chunk chunk = at.touched(i);
      long mask = mask(i, begin, end);
      if (chunk == null || (mask & ~chunk.taken()) != 0) {
        return true;
      }
    }
    return false;
  }

  private void saveRange(Shot shot, AtPoint at, long begin, long end, Writer writer)
      throws IOException {
    for (int i = (int) (begin / Chunk.SIZE); (long) i * Chunk.SIZE < end; i++) {
      Chunk chunk = at.chunk(i);
      long missing = mask(i, begin, end) & ~chunk.taken();
      while (missing != 0 && !shot.over()) {
        int block = Long.numberOfTrailingZeros(missing);
        save(shot, at, chunk, i, block, writer);
        missing &= missing - 1;
      }
    }
  }

  private void save(Shot shot, AtPoint at, Chunk chunk, int index, int block, Writer writer)
      throws IOException {
    if (!shot.pool.enter()) {
      return;
    }
    int buffer = -1;
    try {
      buffer = buffer(shot, writer);
      if (buffer < 0) {
        return;
      }
      long position = (long) index * Chunk.SIZE + (long) block * Chunk.BLOCK;
      int length = at.blockLength(index, block);
      int read = Io.read(source, shot.pool.address(buffer), length, position);
      if (chunk.win(1L << block) != 0) {
        Saved saved = new Saved(this, index, block, shot.pool, buffer);
        buffer = -1; // the copier's from here on
        chunk.push(saved);
        shot.handOver(saved);
        if (read < length) {
          shot.breakOff(name + ": shortened by somebody who does not pass the barrier");
        }
      }
    } catch (IOException e) {
      // Closed under us: the block was decided meanwhile, or the snapshot is over.
      if ((chunk.taken() & 1L << block) == 0) {
        throw e;
      }
    } finally {
      if (buffer >= 0) {
        shot.pool.giveBack(buffer);
      }
      shot.pool.leave();
    }
  }

  /**
   * Waits for a free buffer; past copy-timeout, which is for all waits of one write together,
   * breaks the snapshot off. Reading, and not being scheduled, is no waiting.
   */
  private int buffer(Shot shot, Writer writer) {
    int buffer = shot.pool.take();
    if (buffer >= 0) {
      return buffer;
    }
    boolean interrupted = false;
    long since = System.nanoTime() - writer.waitedNanos;
    while (buffer < 0 && !shot.over()) {
      if (System.nanoTime() - since > shot.copyTimeoutNanos) {
        shot.breakOff(
            name
                + ": before-images came faster than the destination took them and copy-timeout"
                + " passed; raise pool or copy-timeout, or use a faster destination");
        break;
      }
      LockSupport.parkNanos(POLL_NANOS);
      interrupted |= Thread.interrupted();
      buffer = shot.pool.take();
    }
    writer.waitedNanos = System.nanoTime() - since;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return buffer;
  }

  /** The blocks of a chunk that a range touches. */
  private static long mask(int chunk, long begin, long end) {
    long base = (long) chunk * Chunk.SIZE;
    long first = Math.max(0, begin - base) / Chunk.BLOCK;
    long last = (Math.min(Chunk.SIZE, end - base) - 1) / Chunk.BLOCK;
    return -1L >>> (Chunk.BLOCKS - 1 - (last - first)) << first;
  }
}
