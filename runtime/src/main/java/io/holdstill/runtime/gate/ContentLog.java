package io.holdstill.runtime.gate;

import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Changes of content as they are recorded: {@code begin} before the change takes the lock of its
 * file, the call after it puts what was done on the tape and lets go. Nothing here throws.
 */
final class ContentLog {
  private static final int OP_BYTES = OpDescriptor.HEAD_BYTES + 12;

  private ContentLog() {}

  /** True if the change is to be recorded; then one of the calls below must follow. */
  static boolean begin(FileDescriptor fd, long length, boolean relative) {
    Recorder recorder = Recorder.active();
    if (recorder == null) {
      return false;
    }
    Writer writer = Writer.current();
    if (writer.exempt || writer.changing != null) {
      return false;
    }
    try {
      KnownFile file = recorder.files.of(writer, fd);
      if (file == null) {
        return false;
      }
      recorder.tape(writer, OP_BYTES + Math.min(length, Recorder.PIECE));
      file.lock();
      writer.changing = file;
      writer.recorder = recorder;
      // With O_APPEND the kernel writes at the end, whatever position it is given.
      writer.changedFrom = Io.append(fd) ? Io.size(fd) : relative ? Io.offset(fd) : -1;
      return true;
    } catch (Throwable fault) {
      failed(recorder, writer, fd, fault);
      return false;
    }
  }

  /** {@code position} -1: at the offset. */
  static void wrote(FileDescriptor fd, long position, long address, long count) {
    Writer writer = Writer.current();
    try {
      long at = writer.changedFrom >= 0 ? writer.changedFrom : position;
      long number = writer.recorder.nextOperation();
      KnownFile file = writer.changing;
      if (position < 0 && count > 0) {
        judge(writer, fd, at + count);
      }
      unlock(writer); // the bytes are the caller's own, and can be copied at leisure
      if (count > 0) {
        new FromMemory(address).put(writer, number, file, at, count);
      }
    } catch (Throwable fault) {
      failed(writer.recorder, writer, fd, fault);
    } finally {
      end(writer);
    }
  }

  /** As many bytes as the vectors' first {@code count}, at the offset. */
  static void wroteVectors(FileDescriptor fd, long vectors, int most, long count) {
    Writer writer = Writer.current();
    try {
      long at = writer.changedFrom;
      long left = Math.max(0, count);
      long number = writer.recorder.nextOperation();
      KnownFile file = writer.changing;
      if (left > 0) {
        judge(writer, fd, at + left);
      }
      unlock(writer);
      for (int i = 0; i < most && left > 0; i++) {
        long bytes = Math.min(left, Memory.getLong(vectors + 16L * i + 8)); // struct iovec
        new FromMemory(Memory.getLong(vectors + 16L * i)).put(writer, number, file, at, bytes);
        at += bytes;
        left -= bytes;
      }
    } catch (Throwable fault) {
      failed(writer.recorder, writer, fd, fault);
    } finally {
      end(writer);
    }
  }

  /** A stream's write, which says only by its end whether all was written. */
  static void wrote(FileDescriptor fd, byte[] bytes, int from, int length, boolean all) {
    Writer writer = Writer.current();
    try {
      long at = writer.changedFrom;
      long count = all ? length : Io.number(fd) < 0 ? 0 : Io.offset(fd) - at;
      long number = writer.recorder.nextOperation();
      KnownFile file = writer.changing;
      if (count > 0) {
        judge(writer, fd, at + count);
      }
      if (count > 0 && count <= length) {
        new FromArray(bytes, from).put(writer, number, file, at, count); // another may change them
      }
    } catch (Throwable fault) {
      failed(writer.recorder, writer, fd, fault);
    } finally {
      end(writer);
    }
  }

  static void changedLength(FileDescriptor fd, long length, boolean done) {
    Writer writer = Writer.current();
    try {
      if (done) {
        length(writer.recorder, writer, writer.changing, length);
      }
    } catch (Throwable fault) {
      failed(writer.recorder, writer, fd, fault);
    } finally {
      end(writer);
    }
  }

  /** The number of the last operation before, or -1 where nothing is to be recorded. */
  static long beforeForce() {
    Recorder recorder = Recorder.active();
    return recorder == null ? -1 : recorder.lastOperation();
  }

  static void forced(FileDescriptor fd, long covered, boolean metadata) {
    Recorder recorder = covered < 0 ? null : Recorder.active();
    if (recorder == null) {
      return;
    }
    Writer writer = Writer.current();
    try {
      KnownFile file = writer.exempt ? null : recorder.files.of(writer, fd);
      if (file != null) {
        Tape tape = recorder.tape(writer, OP_BYTES);
        if (!tape.lost) {
          tape.head(OpDescriptor.FORCE, recorder.nextOperation(), file.id);
          tape.put(covered);
          tape.put((byte) (metadata ? 1 : 0));
        }
        alone(recorder, writer);
      }
    } catch (Throwable fault) {
      failed(recorder, writer, fd, fault);
    }
  }

  /** From here on the file has a way in of which nothing is recorded. */
  static void unguarded(FileDescriptor fd, String reason) {
    Recorder recorder = Recorder.active();
    if (recorder == null) {
      return;
    }
    Writer writer = Writer.current();
    try {
      KnownFile file = writer.exempt ? null : recorder.files.of(writer, fd);
      if (file != null) {
        unguarded(recorder, writer, file.id, reason);
        alone(recorder, writer);
      }
    } catch (Throwable fault) {
      failed(recorder, writer, fd, fault);
    }
  }

  static void unguarded(Recorder recorder, Writer writer, long file, String reason) {
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    Tape tape = recorder.tape(writer, OP_BYTES + text.length);
    if (!tape.lost) {
      tape.head(OpDescriptor.UNGUARDED, recorder.nextOperation(), file);
      tape.putShort(text);
    }
  }

  static void length(Recorder recorder, Writer writer, KnownFile file, long length) {
    Tape tape = recorder.tape(writer, OP_BYTES);
    if (!tape.lost) {
      tape.head(OpDescriptor.LENGTH, recorder.nextOperation(), file.id);
      tape.put(length);
    }
  }

  /** All that the file holds now, where content came in a way that cannot be seen. */
  static void content(Recorder recorder, Writer writer, KnownFile file, FileDescriptor source)
      throws IOException {
    long buffer = Memory.allocate(Recorder.PIECE);
    file.lock();
    try {
      long size = FileStatus.of(source).size;
      length(recorder, writer, file, 0);
      writer.changing = file;
      writer.recorder = recorder;
      for (long at = 0; at < size; at += Recorder.PIECE) {
        int read = Io.read(source, buffer, (int) Math.min(Recorder.PIECE, size - at), at);
        if (read % 8 != 0 || !Memory.zero(buffer, read)) {
          new FromMemory(buffer).put(writer, recorder.nextOperation(), file, at, read);
        }
      }
      length(recorder, writer, file, size);
    } finally {
      writer.changing = null;
      file.unlock();
      Memory.free(buffer);
    }
  }

  /**
   * It must have moved as foreseen: only then is it known where the bytes lie. Not where nothing
   * was written: an appending descriptor's offset is at the end only after its first byte.
   */
  private static void judge(Writer writer, FileDescriptor fd, long expected) throws IOException {
    if (Io.number(fd) < 0) {
      return; // closed in the middle; what was written is on the tape
    }
    long now = Io.offset(fd);
    if (now != expected) {
      unguarded(
          writer.recorder,
          writer,
          writer.changing.id,
          "its offset was moved by another thread in the middle of a write");
    }
  }

  private static void unlock(Writer writer) {
    KnownFile file = writer.changing;
    if (file != null) {
      writer.changing = null;
      file.unlock();
    }
  }

  private static void end(Writer writer) {
    unlock(writer);
    alone(writer.recorder, writer);
  }

  /** What no gate was entered for is a group of its own. */
  private static void alone(Recorder recorder, Writer writer) {
    if (writer.depth == 0) {
      recorder.ended(writer, null, Record.BARE);
    }
  }

  private static void failed(Recorder recorder, Writer writer, FileDescriptor fd, Throwable fault) {
    if (fault instanceof IOException && Io.number(fd) < 0) {
      return; // closed: the call itself says so, and changes nothing
    }
    recorder.fault(writer, fault);
  }

  /** Bytes on their way to the tape, in pieces. */
  private abstract static class From {
    abstract void put(Tape tape, long offset, int count);

    /** All pieces have the number of the one write. */
    void put(Writer writer, long number, KnownFile file, long position, long count) {
      Recorder recorder = writer.recorder;
      for (long done = 0; done < count; ) {
        int piece = (int) Math.min(Recorder.PIECE, count - done);
        Tape tape = recorder.tape(writer, OP_BYTES + piece);
        if (!tape.lost) {
          tape.head(OpDescriptor.WRITE, number, file.id);
          tape.put(position + done);
          tape.put(piece);
          put(tape, done, piece);
        }
        done += piece;
      }
    }
  }

  private static final class FromMemory extends From {
    private final long address;

    FromMemory(long address) {
      this.address = address;
    }

    @Override
    void put(Tape tape, long offset, int count) {
      tape.putFrom(address + offset, count);
    }
  }

  private static final class FromArray extends From {
    private final byte[] bytes;
    private final int from;

    FromArray(byte[] bytes, int from) {
      this.bytes = bytes;
      this.from = from;
    }

    @Override
    void put(Tape tape, long offset, int count) {
      tape.put(bytes, from + (int) offset, count);
    }
  }
}
