package io.holdstill.runtime.gate;

import java.lang.ref.Cleaner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;

/** Write groups: what woven group methods and the API's binding call. Nothing here throws. */
public final class Groups {
  private Groups() {}

  /** 0 if the group could not be entered, else 1. */
  public static int enter(int nameId) {
    try {
      begin(GroupName.byId(nameId));
      return Gate.IN;
    } catch (StackOverflowError overflow) {
      throw Gate.overflown(overflow);
    } catch (Throwable fault) {
      Faults.suppress(fault);
      return Gate.OUT;
    }
  }

  /** {@code returned}: what the method returned; a stage or future keeps the group open. */
  public static void leave(int token, Object returned) {
    if (token == Gate.OUT) {
      return;
    }
    try {
      Writer writer = Writer.current();
      if (writer.groupDepth == 0) {
        return; // left open in a carried task, which has ended
      }
      try {
        if (writer.groupDepth == 1) {
          keepOpen(writer, returned);
        }
      } finally {
        end(writer);
      }
    } catch (Throwable fault) {
      Faults.suppress(fault);
    }
  }

  // ---- the API, by way of its woven binding

  /** The handle is the thread's name for the group; closing it elsewhere is refused silently. */
  public static Object begin(String name) {
    try {
      GroupName group = GroupName.of(name);
      group.byApi = true;
      begin(group);
      return new Handle(Thread.currentThread());
    } catch (StackOverflowError overflow) {
      throw Gate.overflown(overflow);
    } catch (Throwable fault) {
      Faults.suppress(fault);
      return null;
    }
  }

  public static boolean end(Object handle) {
    if (!(handle instanceof Handle)) {
      return true; // it could not be begun
    }
    boolean here = ((Handle) handle).owner == Thread.currentThread();
    if (here) {
      leave(Gate.IN, null);
    }
    return here;
  }

  public static Object claim(Object handle, Object task) {
    try {
      if (!(handle instanceof Handle) || ((Handle) handle).owner != Thread.currentThread()) {
        return null;
      }
      Claim claim = claim(Writer.current(), null);
      Lapse.CLEANER.register(task, new Lapse(claim));
      return claim;
    } catch (Throwable fault) {
      Faults.suppress(fault);
      return null;
    }
  }

  public static boolean resume(Object claim) {
    try {
      if (!(claim instanceof Claim) || !((Claim) claim).resume()) {
        return false;
      }
      ((Claim) claim).enter(Writer.current());
      return true;
    } catch (Throwable fault) {
      Faults.suppress(fault);
      return false;
    }
  }

  public static void finish(Object claim) {
    try {
      ((Claim) claim).leave(Writer.current());
      ((Claim) claim).finish();
    } catch (Throwable fault) {
      Faults.suppress(fault);
    }
  }

  public static void release(Object claim) {
    try {
      if (claim instanceof Claim) {
        ((Claim) claim).release();
      }
    } catch (Throwable fault) {
      Faults.suppress(fault);
    }
  }

  /** Names this moment in the journal, where there is one. */
  public static void mark(String name) {
    try {
      Recorder recorder = Recorder.active();
      if (recorder != null) {
        recorder.mark(name);
      }
    } catch (Throwable fault) {
      Faults.suppress(fault);
    }
  }

  /** True if the calling thread is inside a group: a request from there would wait for itself. */
  public static boolean inside() {
    return Writer.current().depth > 0;
  }

  /** Entries and hook calls of the calling thread so far; the self-test compares. */
  public static long[] evidence() {
    Writer writer = Writer.current();
    return new long[] {writer.entries, writer.hooks};
  }

  /** The calling thread is one of ours and never passes the barrier. */
  public static void exempt() {
    Writer.current().exempt = true;
  }

  /** Threads with this context class loader are ours: those that a library of ours starts. */
  public static void exemptThreadsOf(ClassLoader loader) {
    Writer.ours(loader);
  }

  private static void begin(GroupName name) {
    if (name == null) {
      throw new IllegalStateException("a woven group has no name");
    }
    Writer writer = Writer.current();
    writer.enter();
    if (writer.groupDepth++ == 0) {
      writer.group = name;
      if (writer.slot.shared) {
        VirtualGroups.opened(writer);
      } else {
        writer.slot.label(name.id, System.nanoTime());
      }
    }
  }

  private static void end(Writer writer) {
    if (--writer.groupDepth == 0) {
      if (writer.slot.shared) {
        VirtualGroups.closed(writer);
      }
      GroupEnd carried = writer.groupEnd;
      record(writer, carried);
      writer.groupEnd = null;
      if (carried != null) {
        carried.release();
      } else {
        writer.slot.countGroup();
        writer.group.countEnd();
      }
      if (!writer.slot.shared) {
        writer.slot.label(0, 0);
      }
    }
    writer.leave();
  }

  /** Before the gate is left: a snapshot point falls between two groups of the journal. */
  private static void record(Writer writer, GroupEnd carried) {
    Recorder recorder = writer.tape == null ? null : Recorder.active();
    if (recorder != null && !writer.exempt) {
      recorder.ended(writer, carried, 0);
    }
  }

  private static void keepOpen(Writer writer, Object returned) {
    if (returned instanceof CompletionStage) {
      Claim claim = claim(writer, null);
      if (returned.getClass() == CompletableFuture.class) {
        Lapse.CLEANER.register(returned, new Lapse(claim)); // unreachable, it completes no more
      }
      try {
        ((CompletionStage<?>) returned).whenComplete(new Lapse(claim));
      } catch (Throwable ofTheApplication) {
        claim.release(); // its stage cannot tell us; the group ends with the call
      }
    } else if (returned instanceof Future && !((Future<?>) returned).isDone()) {
      FutureWatch.add(claim(writer, (Future<?>) returned));
    }
  }

  private static Claim claim(Writer writer, Future<?> future) {
    if (writer.groupEnd == null) {
      writer.groupEnd = new GroupEnd(writer.group);
    }
    return new Claim(writer, writer.group, writer.groupEnd, future);
  }

  private static final class Handle {
    final Thread owner;

    Handle(Thread owner) {
      this.owner = owner;
    }
  }

  /** Ends a claim when its stage completes, or when its task has become unreachable. */
  private static final class Lapse implements BiConsumer<Object, Throwable>, Runnable {
    static final Cleaner CLEANER = Cleaner.create(new Claims());
    private final Claim claim;

    Lapse(Claim claim) {
      this.claim = claim;
    }

    @Override
    public void accept(Object result, Throwable failure) {
      run();
    }

    @Override
    public void run() {
      release(claim);
    }
  }

  private static final class Claims implements ThreadFactory {
    @Override
    public Thread newThread(Runnable task) {
      return Daemons.of(task, "holdstill-runtime-claims");
    }
  }
}
