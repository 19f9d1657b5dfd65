package io.holdstill.agent.journal;

import io.holdstill.runtime.gate.OpDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Writes entries of every kind, and reads them back; faults fail the test that caused them. */
final class Entries implements AutoCloseable {
  static final Limits ROOMY = new Limits(8L << 30, Duration.ofDays(1));

  private static final int PAGE_BYTES = 64 << 10;

  final List<Throwable> faults = new ArrayList<>();
  final JournalStore store;
  long now = 1_000_000;

  /** Entries put since the last flush where the test flushes by itself; -1 where it does not. */
  private int unflushed = -1;

  Entries(Path directory) throws IOException {
    this(directory, ROOMY);
  }

  Entries(Path directory, Limits limits) throws IOException {
    store = JournalStore.open(directory, limits, () -> now, faults::add);
  }

  /** From here on entries wait for {@link #flush}. */
  Entries batching() {
    unflushed = 0;
    return this;
  }

  void flush() throws IOException {
    unflushed = 0;
    store.flush();
  }

  private long next() {
    return store.lastNumber() + 1 + Math.max(0, unflushed);
  }

  long append(int kind, ByteBuffer body) throws IOException {
    return append(kind, next(), body.flip(), List.of(), 0);
  }

  private long append(int kind, long number, ByteBuffer head, List<byte[]> pages, int paged)
      throws IOException {
    if (unflushed < 0) {
      store.append(kind, number, head, pages, paged);
    } else {
      long before = store.lastNumber();
      store.put(kind, number, head, pages, paged);
      unflushed += 1 - (int) (store.lastNumber() - before); // it flushes what is full by itself
    }
    return number;
  }

  /** A group of one write, whose bytes begin in the head and go on in pages. */
  long group(int bytes) throws IOException {
    long number = next();
    ByteBuffer head = groupHead(number, 0).put((byte) OpDescriptor.WRITE);
    head.putLong(number).putLong(7).putLong(4096 * number).putInt(bytes);
    List<byte[]> pages = new ArrayList<>();
    for (int left = bytes; left > 0; left -= PAGE_BYTES) {
      byte[] page = new byte[PAGE_BYTES];
      java.util.Arrays.fill(page, (byte) number);
      pages.add(page);
    }
    return append(EntryDescriptor.GROUP, number, head.flip(), pages, bytes);
  }

  static ByteBuffer groupHead(long number, long key) {
    ByteBuffer head = ByteBuffer.allocate(256);
    head.putLong(key).putLong(number - 1).putLong(10).putLong(20).put((byte) 0);
    return text(text(head, "transfer"), "main");
  }

  long mark(String name) throws IOException {
    return append(EntryDescriptor.MARK, text(ByteBuffer.allocate(256).putLong(now), name));
  }

  long point() throws IOException {
    return append(EntryDescriptor.POINT, ByteBuffer.allocate(8).putLong(now));
  }

  long base(long point, Path destination) throws IOException {
    ByteBuffer body = text(ByteBuffer.allocate(4096).putLong(point), destination.toString());
    text(text(body.putInt(1), "data"), "/data");
    text(body.putInt(1), "**/*.log");
    return append(EntryDescriptor.BASE, text(body.putInt(1).putLong(7), "data/a"));
  }

  static ByteBuffer text(ByteBuffer into, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return into.putShort((short) bytes.length).put(bytes);
  }

  /** All entries but those that begin segments. */
  static List<Entry> read(Path directory) throws IOException {
    List<Entry> entries = all(directory);
    entries.removeIf(entry -> entry.kind() == EntryDescriptor.SESSION);
    return entries;
  }

  static List<Entry> all(Path directory) throws IOException {
    try (JournalReader reader = JournalReader.open(directory)) {
      return rest(reader);
    }
  }

  static List<Entry> rest(JournalReader reader) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
      entries.add(entry);
    }
    return entries;
  }

  static List<Long> numbers(List<Entry> entries) {
    return entries.stream().map(Entry::number).toList();
  }

  @Override
  public void close() throws IOException {
    store.close();
    if (!faults.isEmpty()) {
      AssertionError error = new AssertionError("faults: " + faults);
      faults.forEach(error::addSuppressed);
      throw error;
    }
  }
}
