package io.holdstill.runtime.gate;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts a group as ended when the last of those who keep it open lets go. */
final class GroupEnd {
  private final GroupName name;
  private final AtomicInteger holders = new AtomicInteger(1);

  private long key;
  private Recorder recordedBy;
  private long began;
  private long begunMillis;

  GroupEnd(GroupName name) {
    this.name = name;
  }

  void retain() {
    holders.incrementAndGet();
  }

  /** The key of its parts in the journal. */
  synchronized long key(Recorder recorder, long keyOfTape) {
    if (recordedBy != recorder) {
      began = 0;
      begunMillis = 0;
      key = keyOfTape != 0 ? keyOfTape : recorder.newKey();
      recordedBy = recorder;
    }
    return key;
  }

  /** A part of it is being handed over. */
  synchronized void began(Tape tape) {
    began = begunMillis == 0 ? tape.began : Math.min(began, tape.began);
    begunMillis = begunMillis == 0 ? tape.begunMillis : Math.min(begunMillis, tape.begunMillis);
  }

  /** Its parts are in the journal: who reads them knows that it was open. */
  synchronized void unended(Recorder recorder, List<Unended> into) {
    if (recordedBy == recorder) {
      into.add(new Unended(name.name, "", Long.MAX_VALUE));
    }
  }

  void release() {
    if (holders.decrementAndGet() == 0) {
      record();
      // The last holder may be any thread: the slot's own counter belongs to its owner alone.
      Slots.stripe(0).countGroup();
      name.countEnd();
    }
  }

  private synchronized void record() {
    if (recordedBy != null) {
      recordedBy.carriedEnded(name.name, key, began, begunMillis);
    }
  }
}
