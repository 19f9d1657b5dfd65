package io.holdstill.runtime.gate;

import java.util.concurrent.locks.ReentrantLock;

/** A file that the journal knows, from its first operation to the loss of its last name. */
final class KnownFile {
  private static final int SPINS = 300;

  final FileTable table;
  final long id;
  final FileKey key;

  /** The number of the operation that made it known. */
  volatile long since;

  /** False outside of the journal's sources, until a name inside leads to it. */
  volatile boolean recorded;

  /**
   * It had lost its last name when it became known. Nothing tells when it is closed, and its inode
   * number can be used again; but it never has a name, and what follows it has one.
   */
  volatile boolean nameless;

  private final ReentrantLock order = new ReentrantLock();

  KnownFile(FileTable table, long id, FileKey key, long since, boolean recorded) {
    this.table = table;
    this.id = id;
    this.key = key;
    this.since = since;
    this.recorded = recorded;
  }

  /**
   * Inside it a change of content is made and numbered. It is held for one system call: spinning
   * for a moment beats parking, which takes ten times as long.
   */
  void lock() {
    for (int i = 0; i < SPINS; i++) {
      if (order.tryLock()) {
        return;
      }
      Thread.onSpinWait();
    }
    order.lock();
  }

  void unlock() {
    order.unlock();
  }
}
