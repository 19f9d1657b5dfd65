package io.holdstill.runtime.gate;

/** One who was inside when the requester looked. */
public final class Occupant {
  private final Slot slot;

  /** Null unless on a virtual thread. */
  private final VirtualGroups.Opened opened;

  private final long writes;
  private final long since;

  /** The open group's name, or {@code (write)} for a bare write. */
  public final String group;

  /**
   * The thread, or null for bare writes of virtual threads and for groups carried beyond their
   * call.
   */
  public final Thread thread;

  /** How long the group has been open; -1 where unknown. */
  public final long ageNanos;

  Occupant(Slot slot) {
    this.opened = null;
    this.slot = slot;
    this.writes = slot.writesSeen();
    this.since = slot.sinceNanos();
    GroupName name = GroupName.byId(slot.groupId());
    this.group = name == null ? "(write)" : name.name;
    this.thread = slot.thread();
    this.ageNanos = name == null ? -1 : Math.max(0, System.nanoTime() - since);
  }

  /** A group on a virtual thread, whose slot is shared. */
  Occupant(VirtualGroups.Opened opened) {
    this.slot = opened.writer.slot;
    this.opened = opened;
    this.writes = 0;
    this.since = opened.sinceNanos;
    this.group = opened.name.name;
    this.thread = opened.thread.get();
    this.ageNanos = Math.max(0, System.nanoTime() - since);
  }

  /** True while the same entry is still inside. */
  public boolean stillInside() {
    if (opened != null) {
      return VirtualGroups.stillOpen(opened);
    }
    return slot.occupied()
        && slot.sinceNanos() == since
        && (isGroup() || slot.writesSeen() == writes);
  }

  public boolean isGroup() {
    return ageNanos >= 0;
  }
}
