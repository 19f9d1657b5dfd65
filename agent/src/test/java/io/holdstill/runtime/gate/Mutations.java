package io.holdstill.runtime.gate;

import io.holdstill.schedules.Hooks;
import io.holdstill.schedules.ModelFiles;
import java.io.FileDescriptor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** What a broken engine does instead; each named in {@code io.holdstill.schedules.Mutants}. */
public final class Mutations {
  private static long wordBefore;
  private static long[] deferred;
  private static FileDescriptor from;

  private Mutations() {}

  // ---- the fence left out: the word is read before the slot is seen to be occupied

  public static void readWordThenStepIn(Writer writer) {
    wordBefore = Barrier.word();
    writer.stepIn();
  }

  public static long wordReadBefore() {
    return wordBefore;
  }

  // ---- the barrier

  public static int nobodyHeld() {
    return 0;
  }

  public static boolean wakeThenCut(long raised) {
    Barrier.wake();
    return Barrier.cut(raised);
  }

  public static void wakeNobody() {}

  public static boolean setWhateverItWas(AtomicLongArray word, int at, long expected, long next) {
    word.set(at, next);
    return true;
  }

  public static boolean checkThenSet(AtomicInteger state, int expected, int next) {
    if (state.get() != expected) {
      return false;
    }
    state.set(next);
    return true;
  }

  // ---- copy before write

  public static long winInTwoSteps(Chunk chunk, long mask) {
    long won = mask & ~chunk.taken();
    Hooks.point();
    chunk.win(mask);
    return won;
  }

  public static int readLater(FileDescriptor fd, long address, int length, long position) {
    from = fd;
    deferred = new long[] {address, length, position};
    return (int) Math.max(0, Math.min(length, ModelFiles.size(fd) - position));
  }

  public static long takeThenRead(Chunk chunk) {
    long byWriters = chunk.takeAll();
    ModelFiles.read(from, deferred[0], (int) deferred[1], deferred[2]);
    return byWriters;
  }

  public static void saveNothing(GuardedFile file, Shot shot, long begin, long end) {
    file.touched();
  }

  /** Handed over, and its bytes are kept for somebody else already. */
  public static void releaseTwice(Saved saved) {
    saved.release();
    saved.release();
  }

  // ---- the pool: the tag is not compared

  public static boolean withoutTag(AtomicLong head, long expected, long next) {
    long now = head.get();
    return (now & 0xffffffffL) == (expected & 0xffffffffL) && head.compareAndSet(now, next);
  }
}
