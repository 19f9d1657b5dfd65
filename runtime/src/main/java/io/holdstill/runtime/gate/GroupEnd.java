package io.holdstill.runtime.gate;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts a group as ended when the last of those who keep it open lets go. */
final class GroupEnd {
  private final GroupName name;
  private final AtomicInteger holders = new AtomicInteger(1);

  GroupEnd(GroupName name) {
    this.name = name;
  }

  void retain() {
    holders.incrementAndGet();
  }

  void release() {
    if (holders.decrementAndGet() == 0) {
      // The last holder may be any thread: the slot's own counter belongs to its owner alone.
      Slots.stripe(0).countGroup();
      name.countEnd();
    }
  }
}
