package io.holdstill.agent.journal;

import io.holdstill.runtime.gate.Groups;
import io.holdstill.runtime.gate.Record;
import io.holdstill.runtime.gate.Recorder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** The one thread that takes what the writers hand over, and writes it down. */
final class Scribe implements Runnable {
  private static final long NAP_NANOS = 1_000_000;
  private static final long CHORES_NANOS = 1_000_000_000;

  /** Where entries go. */
  interface Sink {
    /** The body is the head and then so many bytes of the pages, each but the last one full. */
    void append(int kind, long number, ByteBuffer head, List<byte[]> pages, int paged)
        throws IOException;

    /** Between two entries, now and then; nothing of it may fail an entry. */
    void tidy() throws IOException;
  }

  private final Recorder recorder;
  private final Sink sink;
  private final Consumer<Throwable> faults;
  private final ByteBuffer head = ByteBuffer.allocate(256 << 10);
  private volatile boolean closing;
  private volatile long written;
  private volatile long lost;
  private volatile String trouble = "";
  private long nextChores = System.nanoTime() + CHORES_NANOS;

  Scribe(Recorder recorder, Sink sink, Consumer<Throwable> faults) {
    this.recorder = recorder;
    this.sink = sink;
    this.faults = faults;
  }

  /** Entries written. */
  long written() {
    return written;
  }

  /** Entries that could not be written. */
  long lost() {
    return lost;
  }

  /** Why the last one that was lost could not be written; empty if none was. */
  String trouble() {
    return trouble;
  }

  /** Writes what has been handed over by now, and ends. */
  void finish() {
    closing = true;
  }

  @Override
  public void run() {
    Groups.exempt();
    while (true) {
      boolean last = closing;
      Record record = recorder.take();
      if (record != null) {
        write(record);
      } else if (last) {
        return;
      } else {
        LockSupport.parkNanos(NAP_NANOS);
      }
      if (System.nanoTime() - nextChores > 0) {
        nextChores = System.nanoTime() + CHORES_NANOS;
        chores();
      }
    }
  }

  private void write(Record record) {
    try {
      head.clear();
      if (record.kind == Record.BODY) { // encoded already, and perhaps longer than our buffer
        byte[] body = record.body;
        sink.append(record.bodyKind, record.number, head.flip(), List.of(body), body.length);
      } else {
        int kind = encode(record);
        int paged = record.kind == Record.GAP ? 0 : (int) record.length;
        sink.append(kind, record.number, head.flip(), Arrays.asList(record.pages), paged);
      }
      written++;
    } catch (IOException | RuntimeException | Error e) {
      lost++;
      trouble = String.valueOf(e.getMessage());
      faults.accept(e);
      recorder.lose("an entry could not be written: " + e.getMessage());
    } finally {
      recorder.giveBack(record);
    }
  }

  private void chores() {
    try {
      recorder.reap();
      sink.tidy();
    } catch (IOException | RuntimeException e) {
      faults.accept(e);
    }
  }

  private int encode(Record record) {
    switch (record.kind) {
      case Record.GAP:
        head.putLong(record.length).putLong(record.begunMillis).putLong(record.endedMillis);
        text(record.name);
        return EntryDescriptor.GAP;
      case Record.MARK:
        head.putLong(record.endedMillis);
        text(record.name);
        return EntryDescriptor.MARK;
      default:
        head.putLong(record.key).putLong(record.began).putLong(record.begunMillis);
        head.putLong(record.endedMillis).put((byte) record.flags);
        text(record.name);
        text(record.thread);
        return record.kind == Record.PART ? EntryDescriptor.PART : EntryDescriptor.GROUP;
    }
  }

  private void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    bytes = bytes.length > 0xffff ? Arrays.copyOf(bytes, 0xffff) : bytes;
    head.putShort((short) bytes.length).put(bytes);
  }
}
