package io.holdstill.runtime.gate;

import java.util.concurrent.atomic.AtomicReferenceArray;

/** A file's length and time at the snapshot point, and its chunks. */
public final class AtPoint {
  public final FileStatus status;
  private final AtomicReferenceArray<Chunk> chunks;

  AtPoint(FileStatus status, AtomicReferenceArray<Chunk> prepared) {
    this.status = status;
    int need = count(status.size);
    this.chunks = prepared.length() >= need ? prepared : new AtomicReferenceArray<Chunk>(need);
  }

  static int count(long size) {
    long chunks = (size + Chunk.SIZE - 1) / Chunk.SIZE;
    if (chunks > Integer.MAX_VALUE - 64) {
      throw new IllegalStateException("a file of " + size + " bytes has too many chunks");
    }
    return (int) chunks;
  }

  public int count() {
    return count(status.size);
  }

  public Chunk chunk(int index) {
    Chunk chunk = chunks.get(index);
    if (chunk == null) {
      Chunk made = new Chunk();
      chunk = chunks.compareAndSet(index, null, made) ? made : chunks.get(index);
    }
    return chunk;
  }

  /** The chunk if anybody touched it, or null. */
  public Chunk touched(int index) {
    return chunks.get(index);
  }

  /** Bytes of the block that lie before the end. */
  int blockLength(int chunk, int block) {
    long at = (long) chunk * Chunk.SIZE + (long) block * Chunk.BLOCK;
    return (int) Math.max(0, Math.min(Chunk.BLOCK, status.size - at));
  }
}
