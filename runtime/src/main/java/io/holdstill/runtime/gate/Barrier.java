package io.holdstill.runtime.gate;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * The gate's word and its two sides.
 *
 * <p>Parties: writers, who enter and leave ({@link Writer}); one requester at a time, who raises,
 * looks for emptiness and cuts or lowers. Assumption: the requester may be stopped at any
 * instruction for any time. Guarantee: invariants 1 to 3 of the package. Progress: a writer never
 * waits past the deadline in the word; the requester never waits at all, it is told.
 */
public final class Barrier {
  /** The bit that says raised; the rest is the deadline then, else the epoch. */
  static final long RAISED = 1;

  private static final int SPINS = 100;
  private static final int YIELDS = 8;

  /** In the middle of an array of its own, so that no neighbour's writes evict it. */
  private static final AtomicLongArray WORD = new AtomicLongArray(48);

  private static final int AT = 24;
  private static final long ORIGIN = System.nanoTime();

  /** The lowered word's epoch; changed by the requester alone, after its cut has succeeded. */
  private static volatile long epoch;

  private static volatile long loweredNanos;
  private static volatile Stalls stalls = new Stalls();
  private static final AtomicInteger HELD = new AtomicInteger();
  private static final ConcurrentLinkedQueue<Thread> PARKED = new ConcurrentLinkedQueue<Thread>();

  private Barrier() {}

  /** Pairs with the raise: read after {@link Slot#occupy()}'s fence. */
  static long word() {
    return WORD.get(AT);
  }

  // ---- the requester's side: one thread at a time, of ours

  /** What the writers held from now on add their stalls to. */
  public static void record(Stalls into) {
    stalls = into;
  }

  /** Raises until {@code nanos} from now at the latest; returns the raised word. */
  public static long raise(long nanos) {
    long deadline = System.nanoTime() - ORIGIN + nanos;
    long raised = deadline << 1 | RAISED;
    WORD.set(AT, raised);
    VarHandle
        .fullFence(); // pairs with Slot.occupy: a plain volatile store may pass an acquire load
    return raised;
  }

  /** One pass over the slots: true if nobody is inside (invariant 1). */
  public static boolean empty() {
    return Slots.vacant();
  }

  public static boolean expired(long raised) {
    return WORD.get(AT) != raised;
  }

  /** The word that writers will read from the next cut on. */
  public static long nextEpoch() {
    return (epoch + 1) << 1;
  }

  /** Marks the instant and lets everybody go; false if the deadline had voided the attempt. */
  public static boolean cut(long raised) {
    long now = System.nanoTime();
    if (now - ORIGIN > raised >>> 1 || !WORD.compareAndSet(AT, raised, nextEpoch())) {
      return false; // too late, even where no held writer has noticed
    }
    epoch = epoch + 1;
    loweredNanos = now; // taken before: whatever stops this thread now holds nobody any more
    return true;
  }

  /** Gives up an attempt; of no effect once the deadline or a cut has ended it. */
  public static void lower(long raised) {
    if (WORD.compareAndSet(AT, raised, epoch << 1)) {
      loweredNanos = System.nanoTime();
    }
  }

  /** Wakes whoever waited; after {@link #cut} or {@link #lower}, never before. */
  public static void wake() {
    for (Thread t = PARKED.poll(); t != null; t = PARKED.poll()) {
      LockSupport.unpark(t);
    }
  }

  /** When the barrier was last lowered, by {@code System.nanoTime}. */
  public static long loweredNanos() {
    return loweredNanos;
  }

  /** Writers held and not yet let go by their scheduler. */
  public static int held() {
    return HELD.get();
  }

  /** Who is inside now, for blame and to see whether a raise has any prospect. */
  public static List<Occupant> inside() {
    List<Occupant> found = new ArrayList<Occupant>();
    for (Slot slot : Slots.occupied()) {
      List<Occupant> virtual =
          slot.shared ? VirtualGroups.on(slot) : Collections.<Occupant>emptyList();
      found.addAll(virtual);
      if (virtual.isEmpty()) {
        found.add(new Occupant(slot));
      }
    }
    return found;
  }

  /** Sums over the writers; exact only while nobody is inside. */
  public static final class Totals {
    private final long writes;
    private final long bareWrites;
    private final long groupsEnded;
    private final long abandoned;

    Totals(long writes, long bareWrites, long groupsEnded, long abandoned) {
      this.writes = writes;
      this.bareWrites = bareWrites;
      this.groupsEnded = groupsEnded;
      this.abandoned = abandoned;
    }

    public long writes() {
      return writes;
    }

    /** Writes outside any group. */
    public long bareWrites() {
      return bareWrites;
    }

    /** Groups ended, the abandoned ones among them. */
    public long groupsEnded() {
      return groupsEnded;
    }

    /** Groups whose thread died in them. */
    public long abandoned() {
      return abandoned;
    }
  }

  /** From here on; what the self-test did is not the application's. */
  public static void beginCounting() {
    Slots.beginCounting();
  }

  public static Totals totals() {
    return Slots.totals();
  }

  // ---- the writer's side

  /** The slow way in: steps back, waits for another word, and occupies again. */
  static long pass(Writer writer, long raised) {
    boolean interrupted = false;
    long since = System.nanoTime();
    Stalls into = stalls;
    long word = raised;
    HELD.incrementAndGet();
    try {
      into.arrived(Thread.currentThread());
      do {
        writer.stepBack();
        interrupted |= await(word);
        writer.stepIn();
        word = word();
      } while ((word & RAISED) != 0);
    } finally {
      HELD.decrementAndGet();
      into.passed(since, System.nanoTime(), loweredNanos);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return word;
  }

  /**
   * Returns when the word is another than {@code raised}: a writer waits for a change, not for an
   * open gate, or one that is scheduled late would queue anew. True if the thread was interrupted;
   * the status is cleared meanwhile, because parking returns at once with it.
   */
  private static boolean await(long raised) {
    boolean interrupted = false;
    for (int i = 0; i < SPINS; i++) {
      if (word() != raised) {
        return false;
      }
      Thread.onSpinWait();
    }
    for (int i = 0; i < YIELDS; i++) {
      if (word() != raised) {
        return false;
      }
      Thread.yield();
    }
    PARKED.add(Thread.currentThread());
    while (word() == raised) {
      long left = (raised >>> 1) - (System.nanoTime() - ORIGIN);
      if (left <= 0) {
        expire(raised);
        break;
      }
      LockSupport.parkNanos(left);
      interrupted |= Thread.interrupted();
    }
    PARKED.remove(Thread.currentThread());
    return interrupted;
  }

  /** Invariant 2: a held writer whose clock is past the deadline voids the attempt and goes. */
  private static void expire(long raised) {
    if (WORD.compareAndSet(AT, raised, epoch << 1)) {
      loweredNanos = System.nanoTime();
    }
  }
}
