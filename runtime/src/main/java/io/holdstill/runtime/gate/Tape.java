package io.holdstill.runtime.gate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What one thread has done to files since its outermost entry, as {@link OpDescriptor} lays it
 * down, until it is handed to the journal. Touched by its own thread alone.
 */
final class Tape {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private byte[][] pages = new byte[4][];
  private int held;
  private long length;

  /** The number of the last entry when its first operation began, and the time. */
  long began;

  long begunMillis;

  /** Whose it is: what was on it as another began is in no entry of that one's. */
  Recorder recorder;

  /** Null for a write outside any group. */
  GroupName group;

  /** Names the group where it comes in parts; 0 where it is whole. */
  long key;

  /** There is an operation in the group; where it was made is none. */
  boolean holdsOperation;

  /** There was no room for some operation: all of the group is lost. */
  boolean lost;

  boolean begun() {
    return begunMillis != 0;
  }

  boolean holdsAnything() {
    return length > 0 || lost;
  }

  long length() {
    return length;
  }

  /** Bytes that can be put without another page. */
  long room() {
    return (long) held * Pages.BYTES - length;
  }

  void add(byte[] page) {
    if (held == pages.length) {
      pages = Arrays.copyOf(pages, held * 2);
    }
    pages[held++] = page;
  }

  /** The pages so far; the tape is empty afterwards and of the same group still. */
  byte[][] cut() {
    byte[][] filled = Arrays.copyOf(pages, held);
    Arrays.fill(pages, 0, held, null);
    held = 0;
    length = 0;
    return filled;
  }

  /** As new, for another group. */
  void reset() {
    group = null;
    began = 0;
    begunMillis = 0;
    key = 0;
    lost = false;
    holdsOperation = false;
  }

  // ---- there must be room

  void head(int kind, long number, long file) {
    holdsOperation |= kind != OpDescriptor.STACK;
    put((byte) kind);
    put(number);
    put(file);
  }

  void put(byte value) {
    pages[(int) (length / Pages.BYTES)][(int) (length % Pages.BYTES)] = value;
    length++;
  }

  void put(int value) {
    int at = (int) (length % Pages.BYTES);
    if (at <= Pages.BYTES - Integer.BYTES) {
      INT.set(pages[(int) (length / Pages.BYTES)], at, value);
      length += Integer.BYTES;
    } else {
      put((short) (value >>> 16));
      put((short) value);
    }
  }

  void put(short value) {
    put((byte) (value >>> 8));
    put((byte) value);
  }

  void put(long value) {
    int at = (int) (length % Pages.BYTES);
    if (at <= Pages.BYTES - Long.BYTES) {
      LONG.set(pages[(int) (length / Pages.BYTES)], at, value);
      length += Long.BYTES;
    } else {
      put((int) (value >>> 32));
      put((int) value);
    }
  }

  void put(byte[] bytes, int from, int count) {
    int done = 0;
    while (done < count) {
      int at = (int) (length % Pages.BYTES);
      int piece = Math.min(count - done, Pages.BYTES - at);
      System.arraycopy(bytes, from + done, pages[(int) (length / Pages.BYTES)], at, piece);
      done += piece;
      length += piece;
    }
  }

  /** From native memory. */
  void putFrom(long address, int count) {
    int done = 0;
    while (done < count) {
      int at = (int) (length % Pages.BYTES);
      int piece = Math.min(count - done, Pages.BYTES - at);
      Memory.copyOut(address + done, pages[(int) (length / Pages.BYTES)], at, piece);
      done += piece;
      length += piece;
    }
  }

  /** A path, or a text in UTF-8: at most 65,535 bytes of it. */
  void putShort(byte[] bytes) {
    int count = Math.min(bytes.length, 0xffff);
    put((short) count);
    put(bytes, 0, count);
  }
}
