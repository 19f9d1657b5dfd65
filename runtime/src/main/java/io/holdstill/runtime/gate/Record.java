package io.holdstill.runtime.gate;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/** One entry on its way to the journal, see the journal room's {@code EntryDescriptor}. */
public final class Record {
  public static final int GROUP = 2;
  public static final int PART = 3;
  public static final int GAP = 4;
  public static final int MARK = 7;

  /** What the agent itself has to say, its body already encoded. */
  public static final int BODY = 0;

  public static final int BARE = 1;
  public static final int ABANDONED = 2;

  private static final long CLOSED = Long.MIN_VALUE;
  private static final byte[][] NO_PAGES = {};

  public final int kind;

  /** Its place in the journal; set as it is handed over. */
  public volatile long number;

  public long key;
  public long began;
  public long begunMillis;
  public long endedMillis;
  public int flags;

  /** Of the group, the mark, or why there is a gap. */
  public String name = "";

  public String thread = "";
  public byte[][] pages = NO_PAGES;

  /** Bytes of operations in the pages. */
  public long length;

  /** Encoded elsewhere, and of which kind, for {@link #BODY}. */
  public byte[] body;

  public int bodyKind;

  /** Of one gap in a million records, each of which would have to make an AtomicLong. */
  private static final AtomicLongFieldUpdater<Record> LOST =
      AtomicLongFieldUpdater.newUpdater(Record.class, "lost");

  /** Groups that went into a gap; closed when the journal comes to it. */
  private volatile long lost;

  /** The one handed over after it; {@link Backlog}'s. */
  Record next;

  public Record(int kind) {
    this.kind = kind;
  }

  /** False once the gap has been closed: then another one begins. */
  boolean loseInto() {
    for (long n = lost; n != CLOSED; n = lost) {
      if (LOST.compareAndSet(this, n, n + 1)) {
        return true;
      }
    }
    return false;
  }

  long closeGap() {
    return LOST.getAndSet(this, CLOSED);
  }
}
