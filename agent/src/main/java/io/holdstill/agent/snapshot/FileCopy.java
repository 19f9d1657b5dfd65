package io.holdstill.agent.snapshot;

import io.holdstill.runtime.gate.AtPoint;
import io.holdstill.runtime.gate.Chunk;
import io.holdstill.runtime.gate.GuardedFile;
import io.holdstill.runtime.gate.Io;
import io.holdstill.runtime.gate.Memory;
import io.holdstill.runtime.gate.Saved;
import io.holdstill.runtime.gate.Shot;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * One file's bytes on their way into the destination, chunk by chunk: read first, decide after
 * (gate's invariant 5). Holes stay holes: blocks of zeros are not written.
 */
final class FileCopy {
  private static final long HAND_OVER_NANOS = 10_000_000_000L;

  final GuardedFile file;
  final AtPoint at;
  final Path path;
  private final Shot shot;
  private final FileDescriptor target;
  private final long buffer;

  /** Below it the destination is final; {@code Long.MAX_VALUE} once all of it is. */
  volatile long copiedTo;

  /** No more will come. */
  volatile boolean abandoned;

  FileCopy(Shot shot, GuardedFile file, Path path, long buffer) throws IOException {
    this.shot = shot;
    this.file = file;
    this.path = path;
    this.buffer = buffer;
    this.at = file.atPoint();
    this.target = Io.open(path, Io.RDWR | Io.CREAT | Io.EXCL, 0600);
    try {
      Io.truncate(target, size()); // all hole; the digester may read up to copiedTo at any time
    } catch (IOException e) {
      Io.close(target);
      throw e;
    }
  }

  long size() {
    return at.status.size;
  }

  /** Copies one chunk unless it is there already; returns the bytes written. */
  long copy(int index) throws IOException, Refused {
    Chunk chunk = at.chunk(index);
    if (chunk.written) {
      return 0;
    }
    long position = (long) index * Chunk.SIZE;
    int length = (int) Math.min(Chunk.SIZE, size() - position);
    int read = Io.read(file.source, buffer, length, position);
    long byWriters = chunk.takeAll();
    overlay(chunk, byWriters);
    requireRead(byWriters, read, length);
    long written = write(chunk, position, length);
    chunk.written = true;
    return written;
  }

  /** Writes one before-image at once, to free its buffer; its chunk is written around it later. */
  void spill(Saved saved) throws IOException {
    long position = (long) saved.chunk * Chunk.SIZE + (long) saved.block * Chunk.BLOCK;
    int length = (int) Math.min(Chunk.BLOCK, size() - position);
    Io.write(target, saved.address(), length, position);
    at.chunk(saved.chunk).spilled |= 1L << saved.block;
    saved.release();
  }

  /** The whole file is there. */
  void finish() throws IOException {
    try {
      Io.close(target);
    } catch (IOException e) {
      throw new IOException(path + ": " + e.getMessage(), e);
    }
    copiedTo = Long.MAX_VALUE;
    file.frontier(Long.MAX_VALUE);
  }

  void abandon() {
    abandoned = true;
    try {
      Io.close(target);
    } catch (IOException e) {
      // The snapshot is off already, and why is known; a second reason would only hide the first.
      shot.breakOff(path + ": " + e.getMessage());
    }
  }

  /** A writer that has won a block hands it over within moments, unless it is descheduled. */
  private void overlay(Chunk chunk, long byWriters) throws Refused {
    long missing = byWriters;
    long since = System.nanoTime();
    while (true) {
      for (Saved saved = chunk.saved(); saved != null; saved = saved.below()) {
        long bit = 1L << saved.block;
        if ((missing & bit) != 0) {
          missing &= ~bit;
          take(chunk, saved);
        }
      }
      if (missing == 0) {
        return;
      }
      refuseBroken();
      if (System.nanoTime() - since > HAND_OVER_NANOS) {
        throw new Refused("BROKEN_OFF", file.name + ": a before-image was lost on its way");
      }
      LockSupport.parkNanos(20_000);
    }
  }

  private void take(Chunk chunk, Saved saved) {
    if (!saved.released()) {
      long offset = (long) saved.block * Chunk.BLOCK;
      Memory.copy(saved.address(), buffer + offset, Chunk.BLOCK);
      saved.release();
    }
  }

  /** What we had to read ourselves must have been there. */
  private void requireRead(long byWriters, int read, int length) throws Refused {
    if (read == length) {
      return;
    }
    for (int block = read / Chunk.BLOCK; (long) block * Chunk.BLOCK < length; block++) {
      if ((byWriters & 1L << block) == 0) {
        refuseBroken(); // a writer that could not wait has done it
        throw new Refused(
            "UNGUARDED", file.name + ": shortened by somebody who does not pass the barrier");
      }
    }
  }

  /** The first reason stands: what follows from it is no reason of its own. */
  private void refuseBroken() throws Refused {
    if (shot.broken() != null) {
      throw new Refused("BROKEN_OFF", shot.broken());
    }
  }

  /** In runs, around what lies there already and around zeros. */
  private long write(Chunk chunk, long position, int length) throws IOException {
    long written = 0;
    int runStart = -1;
    for (int offset = 0; ; offset += Chunk.BLOCK) {
      boolean wanted = offset < length && wanted(chunk, offset, length);
      if (wanted && runStart < 0) {
        runStart = offset;
      } else if (!wanted && runStart >= 0) {
        int run = Math.min(offset, length) - runStart;
        Io.write(target, buffer + runStart, run, position + runStart);
        written += run;
        runStart = -1;
      }
      if (offset >= length) {
        return written;
      }
    }
  }

  private boolean wanted(Chunk chunk, int offset, int length) {
    if ((chunk.spilled & 1L << offset / Chunk.BLOCK) != 0) {
      return false;
    }
    int block = Math.min(Chunk.BLOCK, length - offset);
    return block % 8 != 0 || !Memory.zero(buffer + offset, block);
  }
}
