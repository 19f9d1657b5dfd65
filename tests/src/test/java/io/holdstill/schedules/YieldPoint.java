package io.holdstill.schedules;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Where a thread of a {@link YieldingBuild} may stand still for up to a millisecond, as if the
 * machine had taken its core away. It is on the boot class path there and is called from inside
 * {@code java.base} I/O: it links nothing dynamically, locks nothing, and throws nothing.
 *
 * <p>It never parks: that would take the permit of the engine or of the application, which then
 * parks for ever. A virtual thread spins: to yield, it would leave its carrier where the engine
 * leaves it nowhere.
 */
public final class YieldPoint {
  private static final boolean IN_PLACE = YieldPoint.class.getClassLoader() == null;
  private static final int FIXED_ODDS = Integer.getInteger("holdstill.yielding.odds", 0);

  /** From 1 in 256 to 1 in 8192, where the odds are not given: more, and nothing gets anywhere. */
  private static final int FEWEST_BITS = 8;

  private static final int WAYS = 6;

  /** A random sequence for each thread, or for a few: to share one does no harm. */
  private static final int STRIPES = 1024;

  /** No two in a cache line. */
  private static final int APART = 8;

  private static final long[] STATES = new long[STRIPES * APART];
  private static final AtomicLongArray TIMES = new AtomicLongArray(3);
  private static volatile long seed;
  private static volatile int odds;
  private static volatile long below;

  static {
    follow(1);
  }

  private YieldPoint() {}

  /** From now on the odds and the sequences of all threads follow from this seed. */
  public static void follow(long programSeed) {
    seed = mixed(programSeed);
    odds = FIXED_ODDS > 0 ? FIXED_ODDS : 1 << FEWEST_BITS + Long.remainderUnsigned(seed, WAYS);
    below = Long.MAX_VALUE / odds;
    Arrays.fill(STATES, 0);
  }

  /** Called before a line of a room: 0 the gate, 1 the copy, 2 the barrier's raising. */
  public static void pass(int room) {
    int stripe = ((int) Thread.currentThread().getId() & STRIPES - 1) * APART;
    long x = STATES[stripe];
    if (x == 0) {
      x = mixed(seed + stripe) | 1;
    }
    x ^= x << 13;
    x ^= x >>> 7;
    x ^= x << 17;
    STATES[stripe] = x;
    if (x >>> 1 < below) {
      TIMES.incrementAndGet(room);
      standStill((x & 0xfffff) >>> (x >>> 20 & 7));
    }
  }

  private static void standStill(long nanos) {
    boolean virtual = Thread.currentThread().getClass().getName().endsWith(".VirtualThread");
    long end = System.nanoTime() + nanos;
    do {
      if (virtual) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    } while (System.nanoTime() - end < 0);
  }

  private static long mixed(long number) {
    long x = (number ^ number >>> 30) * 0xBF58476D1CE4E5B9L;
    return (x ^ x >>> 27) * 0x94D049BB133111EBL;
  }

  /** What a failure says of it: nothing where no class has points. */
  public static String chance() {
    return IN_PLACE ? ", 1 in " + odds + " at each point" : "";
  }

  /** What a run says of it in the end: nothing where no class has points. */
  public static String account() {
    return IN_PLACE ? "; stood still in gate, snapshot, quiesce: " + TIMES + " times" : "";
  }
}
