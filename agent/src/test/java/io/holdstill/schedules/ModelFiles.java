package io.holdstill.schedules;

import java.io.FileDescriptor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Files and native memory as the engine's {@code Io} and {@code Memory} have them, in a model. */
public final class ModelFiles {
  private static final int BLOCK = 4096;
  private static final Map<FileDescriptor, Inode> OPEN = new IdentityHashMap<>();
  private static final Map<Path, Inode> NAMED = new HashMap<>();
  private static final TreeMap<Long, Long> LIVE = new TreeMap<>();
  private static byte[] memory = new byte[1 << 20];
  private static long top;

  private static final class Inode {
    byte[] bytes = new byte[0];
  }

  private ModelFiles() {}

  public static void clear() {
    OPEN.clear();
    NAMED.clear();
    LIVE.clear();
    top = 8;
  }

  public static byte[] content(Path path) {
    return NAMED.get(path).bytes.clone();
  }

  // ---- Io

  public static FileDescriptor open(Path path, int flags, int mode) {
    FileDescriptor fd = new FileDescriptor();
    OPEN.put(fd, NAMED.computeIfAbsent(path, p -> new Inode()));
    return fd;
  }

  public static void close(FileDescriptor fd) {
    OPEN.remove(fd);
  }

  public static int number(FileDescriptor fd) {
    return OPEN.containsKey(fd) ? 9 : -1;
  }

  public static boolean append(FileDescriptor fd) {
    return false;
  }

  public static long size(FileDescriptor fd) {
    return OPEN.get(fd).bytes.length;
  }

  public static void truncate(FileDescriptor fd, long size) {
    Hooks.point();
    Inode inode = OPEN.get(fd);
    inode.bytes = Arrays.copyOf(inode.bytes, (int) size);
  }

  /** Block by block: a system call is no instant. */
  public static int read(FileDescriptor fd, long address, int length, long position) {
    int done = 0;
    while (done < length) {
      Hooks.point();
      byte[] bytes = OPEN.get(fd).bytes;
      int count = (int) Math.min(Math.min(BLOCK, length - done), bytes.length - position - done);
      if (count <= 0) {
        return done;
      }
      System.arraycopy(bytes, (int) position + done, memory, at(address + done, count), count);
      done += count;
    }
    return done;
  }

  public static void write(FileDescriptor fd, long address, int length, long position) {
    byte[] given = Arrays.copyOfRange(memory, at(address, length), (int) address + length);
    write(fd, given, position);
  }

  public static void write(FileDescriptor fd, byte[] given, long position) {
    for (int done = 0; done < given.length; done += BLOCK) {
      Hooks.point();
      Inode inode = OPEN.get(fd);
      int count = Math.min(BLOCK, given.length - done);
      int end = (int) position + done + count;
      byte[] bytes =
          end > inode.bytes.length ? Arrays.copyOf(inode.bytes, end) : inode.bytes.clone();
      System.arraycopy(given, done, bytes, (int) position + done, count);
      inode.bytes = bytes;
    }
  }

  // ---- Memory

  public static long allocate(long bytes) {
    long address = top;
    top += bytes;
    if (top > memory.length) {
      memory = Arrays.copyOf(memory, (int) top * 2);
    }
    LIVE.put(address, bytes);
    return address;
  }

  public static void free(long address) {
    if (LIVE.remove(address) == null) {
      throw new AssertionError("FREED TWICE: " + address);
    }
  }

  public static void copy(long from, long to, long bytes) {
    System.arraycopy(memory, at(from, bytes), memory, at(to, bytes), (int) bytes);
  }

  public static boolean zero(long address, int bytes) {
    int at = at(address, bytes);
    for (int i = 0; i < bytes; i++) {
      if (memory[at + i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static int at(long address, long bytes) {
    Map.Entry<Long, Long> piece = LIVE.floorEntry(address);
    if (piece == null || address + bytes > piece.getKey() + piece.getValue()) {
      throw new AssertionError("memory that is freed, or not ours: " + address + "+" + bytes);
    }
    return (int) address;
  }
}
