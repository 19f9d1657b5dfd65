package io.holdstill.runtime.gate;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Groups open on virtual threads. They occupy a stripe, which does not know whose they are; a
 * thread that ends without ending its group would leave the stripe occupied for ever.
 */
final class VirtualGroups {
  private static final Map<Writer, Opened> OPEN = new ConcurrentHashMap<Writer, Opened>();

  /** One of them. */
  static final class Opened {
    final Writer writer;
    final GroupName name;
    final WeakReference<Thread> thread;
    final long sinceNanos = System.nanoTime();

    Opened(Writer writer) {
      this.writer = writer;
      this.name = writer.group;
      this.thread = new WeakReference<Thread>(Thread.currentThread());
    }
  }

  private VirtualGroups() {}

  static void opened(Writer writer) {
    OPEN.put(writer, new Opened(writer));
  }

  /** Those open on this stripe. */
  static List<Occupant> on(Slot stripe) {
    List<Occupant> found = new ArrayList<Occupant>();
    for (Map.Entry<Writer, Opened> open : OPEN.entrySet()) {
      if (open.getKey().slot == stripe) {
        found.add(new Occupant(open.getValue()));
      }
    }
    return found;
  }

  static void unended(Recorder recorder, List<Unended> into) {
    for (Map.Entry<Writer, Opened> open : OPEN.entrySet()) {
      Unended.add(recorder, open.getKey(), open.getValue().thread.get(), into);
    }
  }

  static boolean stillOpen(Opened group) {
    return OPEN.get(group.writer) == group;
  }

  static void closed(Writer writer) {
    OPEN.remove(writer);
  }

  /** Ends the groups of threads that have died. */
  static void reap() {
    for (Map.Entry<Writer, Opened> open : OPEN.entrySet()) {
      Thread thread = open.getValue().thread.get();
      boolean dead = thread == null || thread.getState() == Thread.State.TERMINATED;
      if (dead && OPEN.remove(open.getKey(), open.getValue())) {
        Recorder recorder = Recorder.active();
        if (recorder != null) {
          recorder.abandoned(open.getKey(), "(dead)");
        }
        open.getKey().stepBack();
        Slots.countAbandoned();
      }
    }
  }
}
