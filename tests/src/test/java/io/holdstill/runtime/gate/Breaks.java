package io.holdstill.runtime.gate;

import java.lang.invoke.VarHandle;

/** What the broken engines of {@code io.holdstill.schedules.BrokenEngine} do instead. */
public final class Breaks {
  private Breaks() {}

  /** No fence. */
  public static void nothing() {}

  /** In two steps. */
  public static long or(VarHandle taken, Chunk chunk, long mask) {
    long before = (long) taken.getVolatile(chunk);
    taken.setVolatile(chunk, before | mask);
    return before;
  }

  /** In two steps. */
  public static boolean push(VarHandle saved, Chunk chunk, Saved top, Saved block) {
    if (saved.getVolatile(chunk) != top) {
      return false;
    }
    saved.setVolatile(chunk, block);
    return true;
  }
}
