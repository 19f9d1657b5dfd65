package io.holdstill.runtime.gate;

import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * What woven write methods call. Tokens: 0 not entered, {@link #IN} entered, {@link #LOCKED}
 * entered with the file's offset lock. Nothing here throws (invariant 6).
 */
public final class Gate {
  public static final int OUT = 0;
  public static final int IN = 1;
  public static final int LOCKED = 2;

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

  public static int enterSetLength(FileDescriptor fd, long length) {
    int token = enter(fd);
    if (token != OUT) {
      beforeTruncate(fd, length);
    }
    return token;
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

  /** Leaves a stream and checks that the offset moved as foreseen. */
  public static void leaveStream(int token, FileDescriptor fd) {
    if (token == LOCKED) {
      after(IN, fd);
    }
    leave(token);
  }

  // ---- at the dispatcher, inside the gate and under the JDK's position lock

  /** {@code position} -1: at the offset. */
  public static int before(FileDescriptor fd, long position, long length) {
    Shot shot = Shot.active();
    if (shot == null) {
      return OUT;
    }
    try {
      return before(shot, fd, position, length);
    } catch (IOException e) {
      if (Io.number(fd) >= 0) {
        Faults.suppress(e);
      } // else closed: the call itself says so, and changes nothing
      return OUT;
    } catch (Throwable fault) {
      Faults.suppress(fault);
      return OUT;
    }
  }

  /** Stores through a mapping pass no gate: a snapshot that is on cannot vouch for the file. */
  public static void mapping(FileDescriptor fd, FileChannel.MapMode mode) {
    Shot shot = mode == FileChannel.MapMode.READ_WRITE ? Shot.active() : null;
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

  /** A gathering write of {@code count} vectors at the offset. */
  public static int beforeVector(FileDescriptor fd, long vectors, int count) {
    if (Shot.active() == null) {
      return OUT;
    }
    try {
      long length = 0;
      for (int i = 0; i < count; i++) {
        length += Memory.getLong(vectors + 16L * i + 8); // struct iovec: base, length
      }
      return before(fd, -1, length);
    } catch (Throwable fault) {
      Faults.suppress(fault);
      return OUT;
    }
  }

  public static void beforeTruncate(FileDescriptor fd, long size) {
    before(fd, size, Long.MAX_VALUE - Math.max(0, size));
  }

  /** After a write at the offset: it must have moved within what was preserved. */
  public static void after(int token, FileDescriptor fd) {
    Shot shot = token == OUT ? null : Shot.active();
    if (shot == null) {
      return;
    }
    try {
      Writer writer = Writer.current();
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
    FileKey key = writer.exempt ? null : Doors.of(fd).key;
    GuardedFile file = key == null ? null : shot.find(key);
    if (file != null) {
      file.touched();
    }
  }

  private static String name(FileDescriptor fd, Shot shot) {
    GuardedFile file = Doors.of(fd).in(shot);
    return file == null ? "a file" : file.name;
  }

  private static void unlock(Writer writer) {
    GuardedFile held = writer.offsetHeld;
    writer.offsetHeld = null;
    held.offsetLock().unlock();
  }
}
