package io.holdstill.runtime.gate;

/** One before-image on its way to the copier. */
public final class Saved {
  public final GuardedFile file;
  public final int chunk;

  /** 0 to 63, within the chunk. */
  public final int block;

  private final Pool pool;
  private final int buffer;
  Saved below;

  /** True once given back; the copier's own. */
  private boolean released;

  Saved(GuardedFile file, int chunk, int block, Pool pool, int buffer) {
    this.file = file;
    this.chunk = chunk;
    this.block = block;
    this.pool = pool;
    this.buffer = buffer;
  }

  public Saved below() {
    return below;
  }

  public long address() {
    return pool.address(buffer);
  }

  public boolean released() {
    return released;
  }

  /** By the copier, once the bytes lie elsewhere. */
  public void release() {
    released = true;
    pool.giveBack(buffer);
  }
}
