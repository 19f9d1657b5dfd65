package io.holdstill.agent.replay;

import io.holdstill.agent.journal.Entry;
import io.holdstill.agent.journal.EntryDescriptor;
import io.holdstill.agent.journal.JournalReader;
import io.holdstill.agent.snapshot.ExactPaths;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A journal that is made entry by entry, without a queue. */
public final class MemoryJournal implements JournalSource {
  public static final UUID SESSION = new UUID(1, 2);

  /** The clock of its entries: so many milliseconds a number. */
  public static final long TICK_MILLIS = 1000;

  private interface Body {
    void write(DataOutputStream out) throws IOException;
  }

  private final List<Entry> entries = new ArrayList<>();
  private long last;

  public long last() {
    return last;
  }

  public MemoryJournal session(UUID id) {
    Entry entry =
        entry(
            EntryDescriptor.SESSION,
            last,
            out -> {
              out.writeLong(id.getMostSignificantBits());
              out.writeLong(id.getLeastSignificantBits());
              out.writeLong(4711);
              out.writeLong(TICK_MILLIS * last);
              out.writeLong(1);
            });
    entries.add(entry);
    return this;
  }

  public MemoryJournal session() {
    return session(SESSION);
  }

  /** A group that began right after the entry before it. */
  public MemoryJournal group(String name, Ops ops) {
    return group(name, last, ops);
  }

  public MemoryJournal group(String name, long began, Ops ops) {
    return group(EntryDescriptor.GROUP, 0, began, 0, name, ops);
  }

  public MemoryJournal group(int kind, long key, long began, int flags, String name, Ops ops) {
    return add(
        kind,
        out -> {
          out.writeLong(key);
          out.writeLong(began);
          out.writeLong(TICK_MILLIS * began);
          out.writeLong(TICK_MILLIS * (last + 1));
          out.writeByte(flags);
          Ops.text(out, name);
          Ops.text(out, "thread-" + name);
          out.write(ops.bytes());
        });
  }

  public MemoryJournal closed() {
    return add(EntryDescriptor.CLOSED, out -> out.writeLong(TICK_MILLIS * last));
  }

  public MemoryJournal part(long key, long began, Ops ops) {
    return group(EntryDescriptor.PART, key, began, 0, "parted", ops);
  }

  public MemoryJournal lastPart(long key, long began, Ops ops) {
    return group(EntryDescriptor.GROUP, key, began, 0, "parted", ops);
  }

  public MemoryJournal abandoned(long began, Ops ops) {
    return group(EntryDescriptor.GROUP, 0, began, EntryDescriptor.ABANDONED, "abandoned", ops);
  }

  public MemoryJournal point() {
    return add(EntryDescriptor.POINT, out -> out.writeLong(TICK_MILLIS * (last + 1)));
  }

  public MemoryJournal base(
      long point,
      String destination,
      Map<String, String> roots,
      List<String> excludes,
      Map<Long, String> known) {
    return add(
        EntryDescriptor.BASE,
        out -> {
          out.writeLong(point);
          Ops.text(out, destination);
          out.writeInt(roots.size());
          for (Map.Entry<String, String> root : roots.entrySet()) {
            path(out, root.getKey());
            path(out, root.getValue());
          }
          out.writeInt(excludes.size());
          for (String exclude : excludes) {
            Ops.text(out, exclude);
          }
          out.writeInt(known.size());
          for (Map.Entry<Long, String> file : known.entrySet()) {
            out.writeLong(file.getKey());
            path(out, file.getValue());
          }
        });
  }

  public MemoryJournal mark(String name) {
    return add(
        EntryDescriptor.MARK,
        out -> {
          out.writeLong(TICK_MILLIS * (last + 1));
          Ops.text(out, name);
        });
  }

  public MemoryJournal gap(long lost, String reason) {
    return add(
        EntryDescriptor.GAP,
        out -> {
          out.writeLong(lost);
          out.writeLong(TICK_MILLIS * last);
          out.writeLong(TICK_MILLIS * (last + 1));
          Ops.text(out, reason);
        });
  }

  /** An entry that was damaged: its number is missing. */
  public MemoryJournal dropped() {
    last++;
    entries.add(null);
    return this;
  }

  /** What came first is not there any more. */
  public MemoryJournal pruned(int first) {
    Entry session = entries.get(0);
    entries.subList(0, first).clear();
    long before = entries.get(0).number() - 1;
    entries.add(0, new Entry(EntryDescriptor.SESSION, before, session.body()));
    return this;
  }

  private MemoryJournal add(int kind, Body body) {
    Entry entry = entry(kind, last + 1, body);
    last++;
    entries.add(entry);
    return this;
  }

  private static Entry entry(int kind, long number, Body body) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      body.write(new DataOutputStream(bytes));
      return new Entry(kind, number, ByteBuffer.wrap(bytes.toByteArray()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void path(DataOutputStream out, String exact) throws IOException {
    byte[] path = ExactPaths.bytes(exact);
    out.writeShort(path.length);
    out.write(path);
  }

  @Override
  public JournalReader open() {
    return new JournalReader() {
      private int next;
      private long dropped;

      @Override
      public Entry next() {
        while (next < entries.size()) {
          Entry entry = entries.get(next++);
          if (entry != null) {
            return entry;
          }
          dropped++;
        }
        return null;
      }

      @Override
      public long dropped() {
        return dropped;
      }

      @Override
      public void close() {
        // Nothing is held.
      }
    };
  }
}
