package io.holdstill.runtime.gate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** One thread as the gate knows it. Touched by its own thread alone. */
final class Writer {
  private static final class Current extends ThreadLocal<Writer> {
    @Override
    protected Writer initialValue() {
      return new Writer(Thread.currentThread());
    }
  }

  private static final Current CURRENT = new Current();
  private static final VarHandle ENTRIES = entries();
  private static final Class<?> VIRTUAL = virtualThreadClass();
  private static volatile ClassLoader ours;

  final Slot slot;

  /** Threads of ours never pass the barrier. */
  boolean exempt;

  /** Entries not yet left; only the outermost one touches the slot. */
  int depth;

  /** The slot is occupied on this thread's behalf. */
  private boolean inside;

  /** The lowered word read at the outermost entry (invariant 4). */
  long openWord;

  /** Groups open on this thread; the outermost one counts. */
  int groupDepth;

  /** The outermost group's name. */
  GroupName group;

  /** Made only when the outermost group is carried beyond its call. */
  GroupEnd groupEnd;

  /** The file whose offset lock this thread holds for the call under way, or null. */
  GuardedFile offsetHeld;

  /** What the write under way has waited for the copier so far. */
  long waitedNanos;

  /** The range preserved for the write at the offset that is under way; -1 where appending. */
  long preservedFrom;

  /** The shot that range was preserved for; another one's judgement it is not. */
  Shot preservedFor;

  long preservedTo;

  /** What is recorded of this thread's present group, or null where nothing was ever. */
  Tape tape;

  /** The file whose content is being changed and recorded; its order lock is held. */
  KnownFile changing;

  /** The offset before that change, where it goes by the offset. */
  long changedFrom;

  /** Whose lock is held for it. */
  Recorder recorder;

  /** The last operation before the copy that is under way, or -1. */
  long copyingSince;

  /** The change of names that is being recorded; the lock of names is held. */
  NameLog.Change naming;

  /** Calls of the hooks below the gate, and entries: evidence for the self-test. */
  long hooks;

  /** What {@link Gate#overflows} was when this thread was last looked at. */
  private int overflowsSeen = Gate.overflows;

  long entries;

  /** Threads that our libraries start for themselves have it as their context's loader. */
  static void ours(ClassLoader loader) {
    ours = loader;
  }

  private Writer(Thread thread) {
    boolean virtual = VIRTUAL != null && VIRTUAL.isInstance(thread);
    this.exempt = ours != null && thread.getContextClassLoader() == ours;
    this.slot = virtual ? Slots.stripe(System.identityHashCode(thread)) : Slots.own(thread);
    if (!virtual) {
      slot.writer = this;
    }
  }

  static Writer current() {
    return CURRENT.get();
  }

  void enter() {
    if (overflowsSeen != Gate.overflows) {
      examine();
    }
    ENTRIES.setOpaque(this, entries + 1); // before the slot's fence: see Slots.settled
    if (depth == 0 && !exempt) {
      try {
        stepIn();
        long word = Barrier.word();
        openWord = (word & Barrier.RAISED) == 0 ? word : Barrier.pass(this, word);
      } catch (Throwable fault) {
        stepBack(); // out of stack or memory: the caller gets no token and will not leave
        throw fault;
      }
    }
    depth++;
  }

  /** Somewhere a thread ran out of stack inside the engine; it may have been this one. */
  private void examine() {
    overflowsSeen = Gate.overflows;
    boolean grouped = groupDepth > 0;
    if ((depth > 0 || inside) && Leak.here(grouped ? group : null)) {
      depth = 0;
      groupDepth = 0;
      groupEnd = null;
      if (slot.shared) {
        VirtualGroups.closed(this);
      } else {
        slot.label(0, 0);
      }
      if (tape != null && tape.begun() && Recorder.active() != null) {
        Recorder.active().abandoned(this, Thread.currentThread().getName());
      }
      stepBack();
    }
  }

  /** How often it has entered. */
  long entriesSeen() {
    return (long) ENTRIES.getOpaque(this);
  }

  void leave() {
    if (--depth == 0 && !exempt) {
      if (tape != null) {
        record();
      }
      stepBack();
    }
  }

  /** A bare write is a group of its own; a real one has been handed over by now. */
  private void record() {
    Recorder active = Recorder.active();
    if (active != null && tape.begun()) {
      active.ended(this, null, Record.BARE);
    }
  }

  void stepIn() {
    inside = true;
    slot.occupy();
  }

  void stepBack() {
    if (inside) {
      inside = false;
      slot.vacate();
    }
  }

  void countWrite() {
    if (depth - groupDepth == 1 && !exempt) { // not for the parts of one call
      slot.countWrite(groupDepth == 0);
    }
  }

  private static VarHandle entries() {
    try {
      return MethodHandles.lookup().findVarHandle(Writer.class, "entries", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static Class<?> virtualThreadClass() {
    try {
      return Class.forName("java.lang.BaseVirtualThread", false, null);
    } catch (ClassNotFoundException e) {
      return null; // a JDK without virtual threads
    }
  }
}
