package io.holdstill.runtime.gate;

import java.io.FileDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.Set;

/**
 * Descriptors by identity, weakly: an open-addressed table that is read without a lock (about 2 ns)
 * and grown under one. Every descriptor that Java opens for a file is entered as it is opened, so
 * that what else is open for writing in the process is known to be native.
 */
public final class Doors {
  private static final class Entry extends WeakReference<FileDescriptor> {
    final Door door;

    Entry(FileDescriptor fd, Door door) {
      super(fd);
      this.door = door;
    }
  }

  private static volatile Entry[] table = new Entry[256];
  private static int used;

  private Doors() {}

  /** Of a descriptor whose file cannot be looked at, nothing is remembered: it is closed. */
  static Door of(FileDescriptor fd) {
    Entry[] entries = table;
    int mask = entries.length - 1;
    for (int i = System.identityHashCode(fd) & mask; ; i = (i + 1) & mask) {
      Entry entry = entries[i];
      if (entry == null) {
        return classify(fd);
      }
      if (entry.refersTo(fd)) {
        return entry.door;
      }
    }
  }

  /** True if it was entered. */
  static boolean knows(FileDescriptor fd) {
    Entry[] entries = table;
    int mask = entries.length - 1;
    for (int i = System.identityHashCode(fd) & mask; ; i = (i + 1) & mask) {
      Entry entry = entries[i];
      if (entry == null || entry.refersTo(fd)) {
        return entry != null;
      }
    }
  }

  /** The numbers of all live descriptors that Java opened for files. */
  public static Set<Integer> numbers() {
    Set<Integer> numbers = new HashSet<Integer>();
    for (Entry entry : table) {
      FileDescriptor fd = entry == null ? null : entry.get();
      if (fd != null && entry.door.key != null && Io.number(fd) >= 0) {
        numbers.add(Io.number(fd));
      }
    }
    return numbers;
  }

  private static Door classify(FileDescriptor fd) {
    Door door;
    try {
      FileStatus status = FileStatus.of(fd);
      door = status.regular() ? new Door(status.key) : Door.ELSEWHERE;
    } catch (IOException e) {
      if (Io.number(fd) >= 0) {
        throw new UncheckedIOException(e); // whose file it is, nobody knows now
      }
      return Door.ELSEWHERE; // closed: the call itself will say so
    }
    return add(fd, door);
  }

  private static synchronized Door add(FileDescriptor fd, Door door) {
    if (used * 2 >= table.length) {
      rehash();
    }
    Entry[] entries = table;
    int mask = entries.length - 1;
    int i = System.identityHashCode(fd) & mask;
    for (; entries[i] != null; i = (i + 1) & mask) {
      if (entries[i].refersTo(fd)) {
        return entries[i].door;
      }
    }
    used++;
    entries[i] = new Entry(fd, door);
    table = entries; // publishes the entry
    return door;
  }

  private static void rehash() {
    Entry[] old = table;
    int live = 0;
    for (Entry entry : old) {
      live += entry != null && !entry.refersTo(null) ? 1 : 0;
    }
    int size = Integer.highestOneBit(Math.max(64, live) * 4 - 1) * 2;
    Entry[] next = new Entry[size];
    for (Entry entry : old) {
      FileDescriptor fd = entry == null ? null : entry.get();
      if (fd != null) {
        int i = System.identityHashCode(fd) & (size - 1);
        while (next[i] != null) {
          i = (i + 1) & (size - 1);
        }
        next[i] = entry;
      }
    }
    used = live;
    table = next;
  }
}
