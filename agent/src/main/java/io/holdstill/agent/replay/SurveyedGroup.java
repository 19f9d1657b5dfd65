package io.holdstill.agent.replay;

import io.holdstill.agent.journal.Entry;
import io.holdstill.agent.journal.Operation;
import java.util.ArrayList;
import java.util.List;

/** A group without its bytes; whole once it has ended. */
final class SurveyedGroup {
  final long began;
  final long begunMillis;
  final String name;
  final String thread;

  /** Never, as long as it has not ended. */
  long number = Long.MAX_VALUE;

  long key;
  long endedMillis;
  boolean bare;

  /** Its thread died in it: it will never end. */
  boolean abandoned;

  long bytes;
  long operations;
  String stack = "";

  /** Those that change names, or what is known of a file. */
  final List<Operation> names = new ArrayList<>(1);

  /** Let go once they are in the index. */
  Touches touches = new Touches();

  SurveyedGroup(Entry.Group first) {
    began = first.began();
    begunMillis = first.begunMillis();
    endedMillis = first.endedMillis();
    key = first.key();
    name = first.name();
    thread = first.thread();
  }

  void end(Entry.Group last) {
    endedMillis = last.endedMillis();
    bare = last.bare();
    if (!last.abandoned()) {
      number = last.number();
    }
  }

  String shown() {
    String which = number == Long.MAX_VALUE ? "a group that never ended" : "group " + number;
    String called = name.isEmpty() ? "" : Shown.text(name) + ", ";
    return which + " (" + called + "thread " + Shown.text(thread) + ")";
  }
}
