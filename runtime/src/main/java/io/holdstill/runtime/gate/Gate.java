package io.holdstill.runtime.gate;

import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * What woven write methods call. Tokens: 0 not entered, {@link #IN} entered, {@link #LOCKED}
 * entered with the file's offset lock; {@link #RECORDED} besides. Nothing here throws (invariant
 * 6).
 */
public final class Gate {
  public static final int OUT = 0;
  public static final int IN = 1;
  public static final int LOCKED = 2;

  /** Besides: the change is being recorded. */
  public static final int RECORDED = 4;

  private static final int ENTRY = 3;

  /**
   * Grows whenever something of ours may not have come to its end, because its thread ran out of
   * stack: what that thread holds of the gate is looked at before it is believed again, and no
   * snapshot of that time is. Woven code counts it by itself, where not even a call was possible.
   */
  public static volatile int overflows;

  private Gate() {}

  /** A write at a given position, or another change that does not go by the offset. */
  public static int enter(FileDescriptor fd) {
    if (fd == null) {
      return OUT; // a partly built object: the call itself will say so
    }
    try {
      if (Doors.of(fd).key == null) {
        return OUT;
      }
      Writer writer = Writer.current();
      writer.enter();
      writer.countWrite();
      return IN;
    } catch (StackOverflowError overflow) {
      throw overflown(overflow); // the write would pass unseen: it is the thread's own error
    } catch (Throwable fault) {
      Faults.suppress(fault);
      return OUT;
    }
  }

  /**
   * A write at the descriptor's offset. While a snapshot is on, all such writes to one file take
   * its lock, because two objects can share an offset and only one of them takes the JDK's own
   * lock.
   */
  public static int enterRelative(FileDescriptor fd) {
    int token = enter(fd);
    Shot shot = token == OUT ? null : Shot.active();
    if (shot == null) {
      return token;
    }
    try {
      Writer writer = Writer.current();
      GuardedFile file = shot.concerns(writer) ? Doors.of(fd).in(shot) : null;
      if (file == null || writer.offsetHeld != null) {
        return token;
      }
      file.offsetLock().lock();
      writer.offsetHeld = file;
      return LOCKED;
    } catch (StackOverflowError overflow) {
      throw overflown(overflow);
    } catch (Throwable fault) {
      Faults.suppress(fault);
      return token;
    }
  }

  /**
   * As {@link #enterRelative}, of a stream that nothing below tells of: at most {@code most} bytes.
   */
  public static int enterStream(FileDescriptor fd, long most) {
    int token = enterRelative(fd);
    if (token != OUT) {
      before(fd, -1, most);
    }
    return token;
  }

  /** As {@link #enterStream}, of one that makes one system call: what it writes is recorded. */
  public static int enterCall(FileDescriptor fd, long most) {
    int token = enterStream(fd, most);
    return token != OUT && ContentLog.begin(fd, most, true) ? token | RECORDED : token;
  }

  public static int enterSetLength(FileDescriptor fd, long length) {
    int token = enter(fd);
    if (token != OUT) {
      before(fd, Math.max(0, length), Long.MAX_VALUE - Math.max(0, length));
    }
    return token != OUT && ContentLog.begin(fd, 0, false) ? token | RECORDED : token;
  }

  public static void leaveSetLength(int token, FileDescriptor fd, long length, Throwable thrown) {
    leaveTruncate(token, fd, length, thrown);
    leave(token & ENTRY);
  }

  public static void leave(int token) {
    if (token == OUT) {
      return;
    }
    try {
      Writer writer = Writer.current();
      try {
        if (token == LOCKED) {
          unlock(writer);
        }
      } finally {
        writer.leave();
      }
    } catch (Throwable fault) {
      Faults.suppress(fault);
    }
  }

  public static void leaveCall(
      int token, FileDescriptor fd, byte[] bytes, int from, int length, Throwable thrown) {
    if ((token & RECORDED) != 0) {
      ContentLog.wrote(fd, bytes, from, length, thrown == null);
    }
    leaveStream(token & ENTRY, fd);
  }

  /** Of one byte. */
  public static void leaveCall(int token, FileDescriptor fd, int value, Throwable thrown) {
    if ((token & RECORDED) == 0) {
      leaveStream(token, fd);
    } else {
      leaveCall(token, fd, new byte[] {(byte) value}, 0, 1, thrown);
    }
  }

  /** Of text, one byte or two for each char. */
  public static void leaveCall(
      int token, FileDescriptor fd, String text, int bytesPerChar, Throwable thrown) {
    if ((token & RECORDED) == 0) {
      leaveStream(token, fd);
      return;
    }
    byte[] bytes = new byte[text.length() * bytesPerChar];
    for (int i = 0; i < text.length(); i++) {
      if (bytesPerChar == 2) {
        bytes[2 * i] = (byte) (text.charAt(i) >>> 8);
      }
      bytes[(i + 1) * bytesPerChar - 1] = (byte) text.charAt(i);
    }
    leaveCall(token, fd, bytes, 0, bytes.length, thrown);
  }

  /** Leaves a stream and checks that the offset moved as foreseen. */
  public static void leaveStream(int token, FileDescriptor fd) {
    if (token != OUT) {
      after(token == LOCKED ? IN : OUT, fd);
    }
    leave(token);
  }

  // ---- at the dispatcher, inside the gate and under the JDK's position lock

  /** A write of the dispatcher; {@code position} -1: at the offset. */
  public static int enterWrite(FileDescriptor fd, long position, long length) {
    int token = before(fd, position, length);
    return ContentLog.begin(fd, length, position < 0) ? token | RECORDED : token;
  }

  public static void leaveWrite(
      int token, FileDescriptor fd, long position, long address, int count) {
    if ((token & RECORDED) != 0) {
      ContentLog.wrote(fd, position, address, count);
    }
    after(token & ENTRY, fd);
  }

  public static int enterVector(FileDescriptor fd, long vectors, int count) {
    if (Shot.active() == null && Recorder.active() == null) {
      return OUT;
    }
    long length = 0;
    try {
      for (int i = 0; i < count; i++) {
        length += Memory.getLong(vectors + 16L * i + 8); // struct iovec: base, length
      }
    } catch (Throwable fault) {
      Faults.suppress(fault);
      return OUT;
    }
    return enterWrite(fd, -1, length);
  }

  public static void leaveVector(int token, FileDescriptor fd, long vectors, int most, long count) {
    if ((token & RECORDED) != 0) {
      ContentLog.wroteVectors(fd, vectors, most, count);
    }
    after(token & ENTRY, fd);
  }

  public static int enterTruncate(FileDescriptor fd, long size) {
    before(fd, size, Long.MAX_VALUE - Math.max(0, size));
    return ContentLog.begin(fd, 0, false) ? RECORDED : OUT;
  }

  public static void leaveTruncate(int token, FileDescriptor fd, long size, Throwable thrown) {
    if ((token & RECORDED) != 0) {
      ContentLog.changedLength(fd, size, thrown == null);
    }
    after(OUT, fd);
  }

  /** Forcing changes nothing and passes no gate; what it makes last is recorded. */
  public static long enterForce() {
    return ContentLog.beforeForce();
  }

  public static void leaveForce(
      long covered, FileDescriptor fd, boolean metadata, Throwable thrown) {
    if (covered >= 0 && thrown == null) {
      ContentLog.forced(fd, covered, metadata);
    }
  }

  /** {@code position} -1: at the offset. */
  static int before(FileDescriptor fd, long position, long length) {
    Shot shot = Shot.active();
    if (shot == null) {
      return OUT;
    }
    try {
      return before(shot, fd, position, length);
    } catch (IOException e) {
      if (Io.number(fd) >= 0 && !shot.over()) {
        Faults.suppress(e);
      } // else closed: the call itself says so, and changes nothing; or the snapshot has ended
      return OUT;
    } catch (StackOverflowError overflow) {
      throw overflown(overflow);
    } catch (Throwable fault) {
      Faults.suppress(fault);
      return OUT;
    }
  }

  /** Stores through a mapping pass no gate: a snapshot that is on cannot vouch for the file. */
  public static void mapping(FileDescriptor fd, FileChannel.MapMode mode) {
    Shot shot = mode == FileChannel.MapMode.READ_WRITE ? Shot.active() : null;
    if (mode == FileChannel.MapMode.READ_WRITE) {
      ContentLog.unguarded(fd, "mapped for writing, which passes no gate");
    }
    if (shot != null) {
      try {
        refusePast(shot, fd, "mapped for writing while the snapshot was made");
      } catch (Throwable fault) {
        Faults.suppress(fault);
      }
    }
  }

  /** Without entering the descriptor among the guarded ones. */
  private static void refusePast(Shot shot, FileDescriptor fd, String how) throws IOException {
    GuardedFile file = Io.number(fd) < 0 ? null : shot.find(FileStatus.of(fd).key);
    if (file != null) {
      shot.breakOff(file.name + ": " + how);
    }
  }

  /**
   * After a write at the offset: it must have moved within what was preserved. After any change:
   * the snapshot may have begun in the middle of it.
   */
  static void after(int token, FileDescriptor fd) {
    Shot shot = Shot.active();
    if (shot == null) {
      return;
    }
    try {
      Writer writer = Writer.current();
      if (token == OUT) {
        touched(shot, fd, writer);
        return;
      }
      boolean judged = writer.preservedFor == shot && writer.preservedTo >= 0;
      writer.preservedFor = null;
      if (!judged) {
        return;
      }
      long now = Io.offset(fd);
      if (now < writer.preservedFrom || now > writer.preservedTo) {
        shot.breakOff(
            name(fd, shot) + ": its offset was moved by another thread in the middle of a write");
      }
    } catch (IOException closed) {
      if (Io.number(fd) >= 0) {
        shot.breakOff(name(fd, shot) + ": its offset cannot be read: " + closed.getMessage());
      } // else closed in the middle: what was written lies within what was preserved
    } catch (Throwable fault) {
      Faults.suppress(fault);
    }
  }

  private static int before(Shot shot, FileDescriptor fd, long position, long length)
      throws IOException {
    Writer writer = Writer.current();
    writer.hooks++;
    if (writer.depth == 0) {
      if (!writer.exempt) {
        refusePast(shot, fd, "written through an asynchronous channel, past the gate");
      }
      return OUT;
    }
    if (!shot.concerns(writer)) {
      touched(shot, fd, writer);
      return OUT;
    }
    GuardedFile file = Doors.of(fd).in(shot);
    if (file == null) {
      return OUT;
    }
    boolean relative = position < 0;
    boolean append = relative && Io.append(fd);
    long from = !relative ? position : append ? Io.size(fd) : Io.offset(fd);
    writer.preservedFor = shot;
    writer.preservedFrom = from;
    writer.preservedTo = append ? -1 : from + length;
    file.preserve(shot, from, from + length);
    return relative ? IN : OUT;
  }

  /** Before the point: nothing to save, but the file is not what it was when it was looked at. */
  private static void touched(Shot shot, FileDescriptor fd, Writer writer) {
    boolean counts = writer.depth > 0 && !writer.exempt && !shot.concerns(writer);
    FileKey key = counts ? Doors.of(fd).key : null;
    if (key != null) {
      shot.touched(key);
    }
  }

  private static String name(FileDescriptor fd, Shot shot) {
    GuardedFile file = Doors.of(fd).in(shot);
    return file == null ? "a file" : file.name;
  }

  static StackOverflowError overflown(StackOverflowError overflow) {
    overflows++; // not exact where two do it at once; that it grew is what counts
    return overflow;
  }

  private static void unlock(Writer writer) {
    GuardedFile held = writer.offsetHeld;
    writer.offsetHeld = null;
    held.offsetLock().unlock();
  }
}
