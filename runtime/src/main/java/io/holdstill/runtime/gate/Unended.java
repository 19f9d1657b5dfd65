package io.holdstill.runtime.gate;

import java.util.ArrayList;
import java.util.List;

/** A write group, or a write outside any, that had not ended as its recorder did. */
public final class Unended {
  /** Empty for a write outside any group. */
  public final String group;

  /** Empty for a group that was carried beyond its thread's call. */
  public final String thread;

  /** Of what it did after this entry something is in none. */
  public final long after;

  Unended(String group, String thread, long after) {
    this.group = group;
    this.thread = thread;
    this.after = after;
  }

  static List<Unended> of(Recorder recorder) {
    List<Unended> found = new ArrayList<Unended>();
    Slots.unended(recorder, found);
    VirtualGroups.unended(recorder, found);
    return found;
  }

  /** What a writer has on its tape still. */
  static void add(Recorder recorder, Writer writer, Thread thread, List<Unended> into) {
    Tape tape = writer == null ? null : writer.tape;
    if (recorder.begunHere(tape) && (tape.holdsOperation || tape.lost)) {
      GroupName group = tape.group;
      String who = thread == null ? "(dead)" : Recorder.name(thread);
      into.add(new Unended(group == null ? "" : group.name, who, tape.began));
    }
  }
}
