package io.holdstill.agent.journal;

import io.holdstill.agent.config.JournalOptions;
import io.holdstill.runtime.gate.FileKey;
import io.holdstill.runtime.gate.Groups;
import io.holdstill.runtime.gate.Recorder;
import io.holdstill.runtime.gate.Unended;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** The journal of this JVM: what the writers do from its start on, until it is closed. */
public final class Journal implements AutoCloseable {
  private static final long DRAIN_MILLIS = 10_000;
  private static final Duration FOR_EVER = Duration.ofDays(100_000);

  private final UUID session;
  private final Path directory;
  private final JournalStore store;
  private final Recorder recorder;
  private final Scribe scribe;
  private final Thread thread;

  private Journal(JournalOptions options, JournalStore store, Consumer<Throwable> faults)
      throws IOException {
    this.store = store;
    this.session = store.session();
    this.directory = options.directory();
    this.recorder =
        new Recorder(
            real(options.sources()),
            store.lastNumber(),
            options.buffer(),
            options.timeout().toNanos(),
            options.stacks().ordinal());
    this.scribe = new Scribe(recorder, new Sink(store), faults);
    this.thread = new Thread(scribe, "holdstill-journal-scribe");
    thread.setDaemon(true);
    thread.setContextClassLoader(Journal.class.getClassLoader());
  }

  /**
   * Opens or continues the journal and begins to record.
   *
   * @param faults is told of what could not be written
   * @throws IOException if the directory cannot be a journal, or another JVM writes to it
   */
  public static Journal start(JournalOptions options, Consumer<Throwable> faults)
      throws IOException {
    Groups.exemptThreadsOf(Journal.class.getClassLoader());
    JournalStore store =
        JournalStore.open(options.directory(), limits(options), System::currentTimeMillis, faults);
    Journal journal = new Journal(options, store, faults);
    journal.thread.start();
    Recorder.publish(journal.recorder);
    return journal;
  }

  /** As operations name what they change; one that is not there yet is taken as it is written. */
  private static List<Path> real(List<Path> sources) throws IOException {
    List<Path> real = new ArrayList<>();
    for (Path source : sources) {
      real.add(Files.exists(source) ? source.toRealPath() : source.normalize());
    }
    return real;
  }

  private static Limits limits(JournalOptions options) {
    return new Limits(
        Math.max(options.maxSize(), Limits.LEAST_BYTES),
        options.keep() == null ? FOR_EVER : options.keep());
  }

  /** The store as the scribe sees it. */
  private record Sink(JournalStore store) implements Scribe.Sink {
    @Override
    public void put(int kind, long number, ByteBuffer head, List<byte[]> pages, int paged)
        throws IOException {
      store.put(kind, number, head, pages, paged);
    }

    @Override
    public void flush() throws IOException {
      store.flush();
    }

    @Override
    public long discard() {
      return store.discard();
    }

    @Override
    public void losing(long number) {
      store.losing(number);
    }

    @Override
    public void recovered() {
      store.recovered();
    }

    @Override
    public void tidy() throws IOException {
      store.tidy();
    }
  }

  /** Of what this JVM writes: the journal may hold what others wrote before. */
  public String session() {
    return session.toString();
  }

  public Path directory() {
    return directory;
  }

  /** The number of the last entry; exact where nobody is inside the gate. */
  public long lastNumber() {
    return recorder.lastNumber();
  }

  public long lastOperation() {
    return recorder.lastOperation();
  }

  /** Those of the files that were known by that operation, by the journal's number of each. */
  public Map<FileKey, Long> known(Collection<FileKey> files, long operation) {
    return recorder.known(files, operation);
  }

  /**
   * A snapshot was completed.
   *
   * @param millis the time of its point
   */
  public long base(Entry.Base base, long millis) {
    byte[] point =
        ByteBuffer.allocate(2 * Long.BYTES).putLong(millis).putLong(base.point()).array();
    recorder.say(EntryDescriptor.POINT, point);
    return recorder.say(EntryDescriptor.BASE, BaseBody.encode(base));
  }

  /** Names this moment; returns the number of the mark. */
  public long mark(String name) {
    return recorder.mark(name);
  }

  /** What keeps it from being whole, or from keeping its bounds; empty when all is well. */
  public String trouble() {
    String lost = scribe.trouble();
    String said = lost.isEmpty() ? "" : "the journal has a gap: " + lost;
    String over = store.overLimit() == null ? "" : store.overLimit();
    return said.isEmpty() || over.isEmpty() ? said + over : said + "; " + over;
  }

  /** Entries that could not be written. */
  public long lost() {
    return scribe.lost();
  }

  /** After the end: what had not ended by then, and is not in it. */
  public List<Unended> unended() {
    return recorder.unended();
  }

  /** Ends the recording of writers that have come to rest; what they did is written first. */
  @Override
  public void close() throws IOException {
    close(true);
  }

  /**
   * @param inOrder nobody writes any more; otherwise the journal says that it ended without notice
   */
  public void close(boolean inOrder) throws IOException {
    Recorder.publish(null);
    if (inOrder) {
      byte[] now = ByteBuffer.allocate(Long.BYTES).putLong(System.currentTimeMillis()).array();
      recorder.say(EntryDescriptor.CLOSED, now);
    }
    scribe.finish();
    boolean interrupted = false;
    try {
      thread.join(DRAIN_MILLIS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) { // it has the store in its hands still
      throw new IOException(
          "the journal's disk does not answer; what was recorded last may not be in " + directory);
    }
    store.close();
  }
}
