package io.holdstill.runtime.gate;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * What writers do to files, group by group, on its way to the journal. While one is active every
 * operation is made and numbered inside the lock of its file, or of names, and kept on its thread's
 * {@link Tape}; a group is handed over as it ends, inside the gate, so that a snapshot point falls
 * between two numbers.
 *
 * <p>A writer waits for nothing but those locks and, where the journal does not keep up, for room:
 * at most the given time for each half MiB that it writes. Past it the group is lost, and a gap
 * says so.
 */
public final class Recorder {
  public static final int NO_STACKS = 0;
  public static final int GROUP_STACKS = 1;
  public static final int WRITE_STACKS = 2;

  /** An operation's bytes come in pieces of this size, and long groups in parts of as much. */
  static final int PIECE = 512 << 10;

  private static final int MOST_FRAMES = 64;
  private static volatile Recorder active;

  final FileTable files;
  final NameLog names;
  private final AtomicLong operations = new AtomicLong();
  private final AtomicLong keys = new AtomicLong();
  private final Backlog backlog;
  private final Pages pages;
  private final long timeoutNanos;
  private final int stacks;
  private final AtomicReference<Record> gap = new AtomicReference<Record>();
  private final BooleanSupplier inAGap = new InAGap();

  /**
   * @param sources real paths of files and directories: what lies elsewhere is not recorded; empty
   *     for everything
   * @param lastNumber of the journal that is continued
   * @param bufferBytes for operations that the journal has not taken yet
   * @param timeoutNanos the longest that a writer waits for room, for each half MiB
   */
  public Recorder(
      List<Path> sources, long lastNumber, long bufferBytes, long timeoutNanos, int stacks) {
    this.files = new FileTable(this, sources);
    this.names = new NameLog(this);
    this.backlog = new Backlog(lastNumber);
    this.pages = new Pages(bufferBytes);
    this.timeoutNanos = timeoutNanos;
    this.stacks = stacks;
  }

  public static Recorder active() {
    return active;
  }

  /** Begins, or ends with null. Threads that are inside are recorded from their next operation. */
  public static void publish(Recorder recorder) {
    active = recorder;
  }

  // ---- the journal's side: one thread

  /** The next entry, or null; its pages are to be given back. */
  public Record take() {
    Record record = backlog.take();
    if (record != null && record.kind == Record.GAP) {
      gap.compareAndSet(record, null);
      record.length = record.closeGap(); // no page is in it: the count of groups
      record.endedMillis = System.currentTimeMillis();
    }
    return record;
  }

  public void giveBack(Record record) {
    for (byte[] page : record.pages) {
      pages.giveBack(page);
    }
    record.pages = new byte[0][];
  }

  /** Something that the agent has to say; returns its number. */
  public long say(int kind, byte[] body) {
    Record record = new Record(Record.BODY);
    record.bodyKind = kind;
    record.body = body;
    return backlog.handOver(record);
  }

  /** A name for now; returns its number. */
  public long mark(String name) {
    Record record = new Record(Record.MARK);
    record.name = name;
    record.endedMillis = System.currentTimeMillis();
    return backlog.handOver(record);
  }

  /** The journal could not keep what it was given: whatever it takes next comes after a gap. */
  public void lose(String reason) {
    while (true) {
      Record open = gap.get();
      if (open != null && open.loseInto()) {
        return;
      }
      Record made = new Record(Record.GAP);
      made.name = reason;
      made.begunMillis = System.currentTimeMillis();
      made.loseInto();
      if (gap.compareAndSet(open, made)) {
        backlog.handOver(made);
        return;
      }
    }
  }

  /** The number of the last entry; exact where nobody is inside. */
  public long lastNumber() {
    return backlog.lastNumber();
  }

  public long lastOperation() {
    return operations.get();
  }

  /** Those of the given files that were known by then, by the numbers that the journal has. */
  public Map<FileKey, Long> known(Collection<FileKey> keys, long operation) {
    return files.known(keys, operation);
  }

  /**
   * What writers have on their tapes still: once another recorder, or none, is active, it is in no
   * entry. Exact as far as those writers have come to rest.
   */
  public List<Unended> unended() {
    return Unended.of(this);
  }

  /** Groups of threads that died in them. */
  public void reap() {
    Slots.reapTapes(this);
    VirtualGroups.reap();
  }

  // ---- a writer's side

  long nextOperation() {
    return operations.incrementAndGet();
  }

  /** The thread's tape, begun; with room for this much unless the group is lost. */
  Tape tape(Writer writer, long bytes) {
    Tape tape = writer.tape;
    if (tape == null) {
      tape = new Tape();
      writer.tape = tape;
    }
    if (tape.recorder != this) {
      claim(tape);
    }
    if (!tape.begun()) {
      tape.group = writer.groupDepth == 0 ? null : writer.group;
      tape.began = backlog.lastNumber();
      tape.begunMillis = System.currentTimeMillis();
      if (stacks == GROUP_STACKS) {
        stack(tape);
      }
    }
    if (tape.length() >= PIECE) {
      spill(writer, tape);
    }
    if (stacks == WRITE_STACKS) {
      stack(tape);
    }
    reserve(tape, bytes);
    return tape;
  }

  /** From another recorder, to whose entries and pages belonged what it holds. */
  private void claim(Tape tape) {
    tape.cut();
    tape.reset();
    tape.recorder = this;
  }

  /** True for one that has something for this recorder's journal. */
  boolean begunHere(Tape tape) {
    return tape != null && tape.recorder == this && tape.begun();
  }

  /** Makes room, waiting for it if need be; without it the group is lost. */
  void reserve(Tape tape, long bytes) {
    while (!tape.lost && tape.room() < bytes) {
      byte[] page = pages.await(timeoutNanos, inAGap);
      if (page == null) {
        drop(tape);
      } else {
        tape.add(page);
      }
    }
  }

  /** Hands over what a long group has so far; it goes on. */
  private void spill(Writer writer, Tape tape) {
    tape.key = key(writer, tape);
    if (writer.groupEnd != null) {
      writer.groupEnd.began(tape);
    }
    backlog.handOver(record(Record.PART, writer, tape, 0));
  }

  /** The outermost group, or this thread's part of one that was carried, or a bare write ends. */
  void ended(Writer writer, GroupEnd carried, int flags) {
    Tape tape = writer.tape;
    if (!begunHere(tape)) {
      return;
    }
    if (tape.lost) {
      drop(tape);
      lose("no room for what the writers did; the journal did not keep up");
    } else if (!tape.holdsOperation) {
      drop(tape); // what it did, it did to files that are not recorded
    } else if (carried != null) {
      tape.key = key(writer, tape);
      carried.began(tape);
      backlog.handOver(record(Record.PART, writer, tape, flags));
    } else {
      backlog.handOver(record(Record.GROUP, writer, tape, flags));
    }
    tape.reset();
  }

  /** The last part of a carried group has ended. */
  void carriedEnded(String name, long key, long began, long begunMillis) {
    Record record = new Record(Record.GROUP);
    record.key = key;
    record.began = began;
    record.begunMillis = begunMillis;
    record.endedMillis = System.currentTimeMillis();
    record.name = name;
    backlog.handOver(record);
  }

  /** By another thread than the tape's, which is dead: its group never ends. */
  void abandoned(Writer writer, String thread) {
    Tape tape = writer.tape;
    if (begunHere(tape)) {
      tape.key = key(writer, tape);
      Record record = record(Record.PART, writer, tape, Record.ABANDONED);
      record.thread = thread;
      backlog.handOver(record);
      tape.reset();
    }
  }

  long newKey() {
    return keys.incrementAndGet();
  }

  /** A fault of ours in the middle of an operation: nobody knows what is on the tape. */
  void fault(Writer writer, Throwable fault) {
    Faults.suppress(fault);
    if (writer.tape != null && writer.tape.recorder == this) {
      drop(writer.tape);
    }
    lose("a fault inside Holdstill: " + fault.getClass().getName());
  }

  private void drop(Tape tape) {
    tape.lost = true;
    for (byte[] page : tape.cut()) {
      pages.giveBack(page);
    }
  }

  private long key(Writer writer, Tape tape) {
    if (writer.groupEnd != null) {
      return writer.groupEnd.key(this, tape.key);
    }
    return tape.key != 0 ? tape.key : newKey();
  }

  private static Record record(int kind, Writer writer, Tape tape, int flags) {
    Record record = new Record(kind);
    record.key = tape.key;
    record.began = tape.began;
    record.begunMillis = tape.begunMillis;
    record.endedMillis = System.currentTimeMillis();
    record.flags = flags;
    record.name = flags == Record.BARE || writer.group == null ? "" : writer.group.name;
    record.thread = name(Thread.currentThread());
    record.length = tape.length();
    record.pages = tape.cut();
    return record;
  }

  static String name(Thread thread) {
    String name = thread.getName();
    return name.isEmpty() ? "#" + thread.getId() : name;
  }

  private void stack(Tape tape) {
    StringBuilder text = new StringBuilder();
    int frames = 0;
    for (StackTraceElement frame : new Throwable().getStackTrace()) {
      if (!frame.getClassName().startsWith("io.holdstill.runtime.gate.")
          && frames++ < MOST_FRAMES) {
        text.append(frame).append('\n');
      }
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    reserve(tape, OpDescriptor.HEAD_BYTES + 2 + bytes.length);
    if (!tape.lost) {
      tape.head(OpDescriptor.STACK, 0, 0);
      tape.putShort(bytes);
    }
  }

  private final class InAGap implements BooleanSupplier {
    @Override
    public boolean getAsBoolean() {
      return gap.get() != null; // one has waited in vain already, and the journal is not there yet
    }
  }
}
