package io.holdstill.agent.journal;

import io.holdstill.runtime.gate.Groups;
import io.holdstill.runtime.gate.Record;
import io.holdstill.runtime.gate.Recorder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** The one thread that takes what the writers hand over, and writes it down. */
final class Scribe implements Runnable {
  private static final long NAP_NANOS = 1_000_000;
  private static final long CHORES_NANOS = 1_000_000_000;
  private static final long RETRY_NANOS = 1_000_000_000;

  /** Where entries go. */
  interface Sink {
    /**
     * The body is the head and then so many bytes of the pages, each but the last one full; none of
     * it is needed afterwards.
     *
     * @throws IOException if this entry is lost, and those before it since the last flush
     */
    void put(int kind, long number, ByteBuffer head, List<byte[]> pages, int paged)
        throws IOException;

    /**
     * What was put can be read.
     *
     * @throws IOException if what was put since the last flush is lost
     */
    void flush() throws IOException;

    /** Forgets what was put since the last flush; returns the number of the last entry before. */
    long discard();

    /**
     * Entries are lost from this number on, and nothing can be written that says so: to be told in
     * another way, until it can.
     */
    void losing(long number);

    /** The gap has been written. */
    void recovered();

    /** Between two entries, now and then; nothing of it may fail an entry. */
    void tidy() throws IOException;
  }

  private final Recorder recorder;
  private final Sink sink;
  private final Consumer<Throwable> faults;
  private final ByteBuffer head = ByteBuffer.allocate(256 << 10);
  private volatile boolean closing;
  private volatile long lost;
  private volatile String trouble = "";

  /** The number of the last entry that was put, and whether any was since the last flush. */
  private long put;

  private boolean unflushed;
  private long flushedNanos = System.nanoTime();

  /** The gap that is open because the journal cannot be written; null while it can. */
  private Record failing;

  private long retryNanos;
  private long nextChores = System.nanoTime() + CHORES_NANOS;

  Scribe(Recorder recorder, Sink sink, Consumer<Throwable> faults) {
    this.recorder = recorder;
    this.sink = sink;
    this.faults = faults;
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
      } else if (unflushed && (last || System.nanoTime() - flushedNanos >= NAP_NANOS)) {
        flush();
      } else if (last) {
        return;
      } else {
        LockSupport.parkNanos(NAP_NANOS); // what comes meanwhile shares the cost of one flush
      }
      if (System.nanoTime() - nextChores > 0) {
        nextChores = System.nanoTime() + CHORES_NANOS;
        chores();
      }
    }
  }

  private void write(Record record) {
    try {
      if (failing == null || mended(record)) {
        put = record.number;
        unflushed = true;
        put(record);
      } else {
        lost++;
      }
    } catch (IOException | RuntimeException | Error e) {
      fails(e);
    } finally {
      recorder.giveBack(record);
    }
  }

  /** Nothing more has been handed over for now. */
  private void flush() {
    try {
      unflushed = false;
      flushedNanos = System.nanoTime();
      sink.flush();
    } catch (IOException | RuntimeException | Error e) {
      fails(e);
    }
  }

  private void put(Record record) throws IOException {
    head.clear();
    if (record.kind == Record.BODY) { // encoded already, and perhaps longer than our buffer
      byte[] body = record.body;
      sink.put(record.bodyKind, record.number, head.flip(), List.of(body), body.length);
    } else {
      int kind = encode(record);
      int paged = record.kind == Record.GAP ? 0 : (int) record.length;
      sink.put(kind, record.number, head.flip(), Arrays.asList(record.pages), paged);
    }
  }

  /** What comes now is lost, and nothing is tried for a while; the first of it becomes the gap. */
  private void fails(Throwable e) {
    long kept = sink.discard();
    lost += put - kept;
    unflushed = false;
    faults.accept(e);
    trouble = said(e);
    failing = new Record(Record.GAP);
    failing.number = kept + 1;
    failing.begunMillis = System.currentTimeMillis();
    failing.name = "the journal could not be written: " + trouble;
    sink.losing(kept + 1);
    retryNanos = System.nanoTime() + RETRY_NANOS;
  }

  /** True once the gap could be written, in the place of the first entry that was lost. */
  private boolean mended(Record next) {
    boolean atTheEnd = closing && next.kind == Record.BODY;
    if (!atTheEnd && System.nanoTime() - retryNanos < 0) {
      return false;
    }
    try {
      failing.endedMillis = System.currentTimeMillis();
      failing.length = next.number - failing.number;
      put(failing);
      sink.flush();
      failing = null;
      sink.recovered();
      return true;
    } catch (IOException | RuntimeException | Error e) {
      retryNanos = System.nanoTime() + RETRY_NANOS;
      return false;
    }
  }

  private static String said(Throwable e) {
    return e instanceof NoSuchFileException
        ? e.getMessage() + " is not there any more; the directory was removed"
        : e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private void chores() {
    try {
      recorder.reap();
      if (unflushed) {
        flush();
      }
      if (failing == null) {
        sink.tidy();
      }
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
