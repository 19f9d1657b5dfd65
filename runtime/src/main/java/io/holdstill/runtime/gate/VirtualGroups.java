package io.holdstill.runtime.gate;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Groups open on virtual threads. They occupy a stripe, which does not know whose they are; a
 * thread that ends without ending its group would leave the stripe occupied for ever.
 */
final class VirtualGroups {
  private static final Map<Writer, WeakReference<Thread>> OPEN =
      new ConcurrentHashMap<Writer, WeakReference<Thread>>();

  private VirtualGroups() {}

  static void opened(Writer writer) {
    OPEN.put(writer, new WeakReference<Thread>(Thread.currentThread()));
  }

  static void closed(Writer writer) {
    OPEN.remove(writer);
  }

  /** Ends the groups of threads that have died. */
  static void reap() {
    for (Map.Entry<Writer, WeakReference<Thread>> open : OPEN.entrySet()) {
      Thread thread = open.getValue().get();
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
