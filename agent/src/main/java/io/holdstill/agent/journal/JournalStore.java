package io.holdstill.agent.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The journal as it is written: by one thread, which must be exempt from the barrier. No thread of
 * its own, nothing printed, no file outside the directory.
 *
 * <p>What was appended outlives the process; whether it outlives the machine is only said by {@link
 * #sync}.
 */
public final class JournalStore implements Closeable {
  private static final long LOOK_MILLIS = 1_000;

  private final Path directory;
  private final Limits limits;
  private final LongSupplier clock;
  private final Consumer<Throwable> faults;
  private final DirectoryLock lock;
  private final Bases bases;
  private final Pruning pruning;
  private final UUID session = UUID.randomUUID();
  private final long begunMillis;
  private final List<Path> unforced = new ArrayList<>();
  private Segment segment;
  private long segmentNumber;
  private final Batch batch;
  private long last;
  private long newest;
  private long lookedMillis;

  private JournalStore(
      Path directory,
      Limits limits,
      LongSupplier clock,
      Consumer<Throwable> faults,
      DirectoryLock lock)
      throws IOException {
    this.directory = directory;
    this.limits = limits;
    this.clock = clock;
    this.faults = faults;
    this.lock = lock;
    this.begunMillis = clock.getAsLong();
    this.bases = Bases.of(directory);
    this.pruning = new Pruning(limits, bases, faults);
    for (Earlier each : Earlier.in(directory)) {
      pruning.add(each.path(), each.last());
      segmentNumber = each.number();
      last = each.last();
    }
    newest = last;
    Quiet.start(faults);
    SegmentFiles.recovered(directory); // a new session says by itself that something may be missing
    next();
    this.batch = new Batch();
  }

  /**
   * Opens a journal for one session, and makes it where there is none: its directory's parent must
   * be there. The session begins a segment of its own, behind all that is there.
   *
   * @param clock milliseconds since 1970
   * @param faults takes what went wrong and did not keep an entry from being appended
   * @throws BadJournal if the directory is something else, or a journal of another version
   * @throws JournalFull if its disk takes no segment
   * @throws IOException if it is being written by this process or another, or cannot be made
   */
  public static JournalStore open(
      Path directory, Limits limits, LongSupplier clock, Consumer<Throwable> faults)
      throws IOException {
    SegmentFiles.prepare(directory);
    DirectoryLock lock = DirectoryLock.of(directory);
    try {
      return new JournalStore(directory, limits, clock, faults, lock);
    } catch (IOException | RuntimeException | LinkageError e) {
      lock.close();
      throw e;
    }
  }

  /** The number of the newest entry, 0 in a new journal. */
  public long lastNumber() {
    return last;
  }

  /** By which the SESSION entries name what wrote them. */
  public UUID session() {
    return session;
  }

  /** Appends one entry, as {@link #put} and {@link #flush} do. */
  public void append(int kind, long number, ByteBuffer head, List<byte[]> pages, int pagedLength)
      throws IOException {
    put(kind, number, head, pages, pagedLength);
    flush();
  }

  /**
   * Takes an entry whose body is {@code head} and then {@code pagedLength} bytes of the pages, each
   * full but the last. Nothing of them is needed afterwards. The entry is in the journal after the
   * next {@link #flush}; a few that came before may be in it sooner.
   *
   * @param kind as in {@link EntryDescriptor}, but not SESSION
   * @param number past that of the entry before; by one, unless entries were lost
   * @throws JournalFull if the disk takes no more: what was put since the last flush is not in the
   *     journal
   * @throws IOException if the journal is gone or broken: nor is it then, and entries since the
   *     last {@link #sync} may be lost. The next call begins a new segment
   */
  public void put(int kind, long number, ByteBuffer head, List<byte[]> pages, int pagedLength)
      throws IOException {
    if (number <= newest || kind == EntryDescriptor.SESSION) {
      throw new IllegalArgumentException(
          "entry " + number + " of kind " + kind + " after " + newest);
    }
    int body = Math.addExact(head.remaining(), pagedLength);
    if (body > Segment.LARGEST_BODY) {
      throw new IllegalArgumentException("an entry of " + body + " bytes; it must be cut in parts");
    }
    look();
    if (kind == EntryDescriptor.BASE) {
      bases.add(head, pages, pagedLength);
    }
    if (!batch.takes(body)) {
      flush();
    }
    batch.put(kind, number, head, pages, pagedLength);
    newest = number;
  }

  /**
   * What was put is in the journal.
   *
   * @throws IOException as {@link #put}
   */
  public void flush() throws IOException {
    if (batch.isEmpty()) {
      return;
    }
    try {
      if (segment == null
          || segment.isFull()
          || segment.bytes() + batch.length() > limits.segmentBytes()) {
        next();
      }
      segment.append(batch);
      last = newest;
    } catch (JournalFull e) {
      throw e;
    } catch (IOException e) {
      leave();
      throw e;
    } finally {
      discard();
    }
  }

  /** Forgets what was put since the last flush; returns the number of the last entry before. */
  long discard() {
    batch.clear();
    newest = last;
    return last;
  }

  /**
   * Entries are lost from this number on. Told by the name of an empty file, which takes no space:
   * if the disk stays full until the process ends, or is killed, nothing else would say so.
   */
  void losing(long number) {
    try {
      SegmentFiles.losing(directory, number);
    } catch (IOException e) {
      faults.accept(e); // it is as it was before: the journal seems to end there
    }
  }

  /** A gap says it now. */
  void recovered() {
    try {
      SegmentFiles.recovered(directory);
    } catch (IOException e) {
      faults.accept(e); // readers pass it over: later entries are there
    }
  }

  /** Once a second, and not by an alarm: the journal may have been removed, or have grown old. */
  private void look() throws IOException {
    long now = clock.getAsLong();
    if (Math.abs(now - lookedMillis) < LOOK_MILLIS) {
      return;
    }
    lookedMillis = now;
    if (segment != null && !segment.exists()) {
      Path gone = segment.directory();
      discard();
      leave();
      throw new IOException(gone + " was removed while it was written; its entries are lost");
    }
    prune();
  }

  private void prune() {
    pruning.prune(segment == null ? 0 : segment.bytesOnDisk(), clock.getAsLong());
  }

  /** The segment that is written stays if no other can be made. */
  private void next() throws IOException {
    Path path = SegmentFiles.of(directory, segmentNumber + 1);
    Segment fresh = Segment.create(path);
    try (Batch first = new Batch()) {
      first.put(EntryDescriptor.SESSION, last, sessionBody(segmentNumber + 1), List.of(), 0);
      fresh.append(first);
    } catch (IOException e) {
      fresh.close();
      SegmentFiles.delete(path);
      throw e;
    }
    leave();
    segment = fresh;
    segmentNumber++;
    prune();
  }

  private ByteBuffer sessionBody(long number) {
    return ByteBuffer.allocate(5 * Long.BYTES)
        .putLong(session.getMostSignificantBits())
        .putLong(session.getLeastSignificantBits())
        .putLong(ProcessHandle.current().pid())
        .putLong(begunMillis)
        .putLong(number)
        .flip();
  }

  /** Its entries are written; that the space ahead of them is not given back harms nobody. */
  private void leave() {
    if (segment != null) {
      try {
        segment.close();
      } catch (IOException | RuntimeException e) {
        faults.accept(e);
      }
      unforced.add(segment.directory());
      pruning.add(segment.directory(), last);
      segment = null;
    }
  }

  /**
   * All that was appended is on the device when it returns, as far as the device keeps its word.
   */
  public void sync() throws IOException {
    flush();
    while (!unforced.isEmpty()) {
      SegmentFiles.force(unforced.get(0));
      unforced.remove(0);
    }
    if (segment != null) {
      segment.force();
    }
  }

  /** On disk, with the space that was taken ahead. */
  public long bytes() {
    return pruning.bytes() + (segment == null ? 0 : segment.bytesOnDisk());
  }

  /** The time has come to look whether it is still there, and what has grown old. */
  void tidy() throws IOException {
    look();
  }

  /** Why the journal is larger than journal-max-size, and what to do; null where it is not. */
  public String overLimit() {
    return pruning.overLimit();
  }

  @Override
  public void close() throws IOException {
    try (lock;
        batch) {
      try {
        flush();
      } finally {
        leave();
      }
    }
  }
}
