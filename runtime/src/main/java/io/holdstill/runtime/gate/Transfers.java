package io.holdstill.runtime.gate;

import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * Transfers between files, which the kernel makes without a write that we could see. A long one
 * passes in pieces, so that it neither keeps the barrier waiting nor needs its whole target saved.
 * Where one side is no regular file only the inner writes pass: a stalled peer must not sit inside.
 */
public final class Transfers {
  private static final long PIECE = 4L << 20;
  private static final long SEEN = 256 << 10;

  /** Later JDKs transfer to a position beyond the target's end, and earlier ones nothing. */
  private static volatile boolean beyond;

  private Transfers() {}

  /** As the self-test has seen it. */
  public static void beyondTheEnd(boolean possible) {
    beyond = possible;
  }

  /**
   * The number of bytes, as a Long, where it was done in pieces; else a token for {@code leave}.
   */
  public static Object enterTo(
      FileChannel self, long position, long count, WritableByteChannel target) throws IOException {
    FileDescriptor fd = Io.descriptor(target);
    if (fd == null || Doors.of(fd).key == null) {
      return null;
    }
    if (Recorder.active() != null && !Writer.current().exempt) {
      return seen(self, position, count, target);
    }
    return count > PIECE ? pieces(self, position, count, target) : begin(fd, -1, count);
  }

  public static Object enterFrom(
      FileChannel self, ReadableByteChannel source, long position, long count) throws IOException {
    FileDescriptor from = Io.descriptor(source);
    FileDescriptor fd = from == null ? null : Io.descriptor(self);
    if (fd == null || Doors.of(fd).key == null || Doors.of(from).key == null) {
      return null;
    }
    if (Recorder.active() != null && !Writer.current().exempt) {
      return seen(self, (FileChannel) source, position, count);
    }
    return count > PIECE ? pieces(self, source, position, count) : begin(fd, position, count);
  }

  public static void leave(Object token, Object target) {
    if (token instanceof Integer) {
      Gate.leaveStream((Integer) token, Io.descriptor(target));
    }
  }

  /** By way of our memory, so that the journal sees the bytes. */
  private static Long seen(FileChannel self, long position, long count, WritableByteChannel target)
      throws IOException {
    if (position < 0 || count < 0 || !self.isOpen()) {
      return null; // the JDK's own code says what is wrong
    }
    ByteBuffer buffer = ByteBuffer.allocateDirect((int) Math.min(SEEN, Math.max(1, count)));
    long done = 0;
    while (done < count) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), count - done));
      try {
        if (self.read(buffer, position + done) <= 0) {
          break;
        }
        buffer.flip();
        while (buffer.hasRemaining()) {
          done += target.write(buffer);
        }
      } catch (IOException e) {
        return partial(done, e);
      }
    }
    return done;
  }

  private static Long seen(FileChannel self, FileChannel source, long position, long count)
      throws IOException {
    if (position < 0 || count < 0 || !self.isOpen() || !source.isOpen()) {
      return null; // the JDK's own code says what is wrong
    }
    if (position > self.size() && !beyond) {
      return 0L; // as the JDK has it
    }
    ByteBuffer buffer = ByteBuffer.allocateDirect((int) Math.min(SEEN, Math.max(1, count)));
    long from = source.position();
    long done = 0;
    while (done < count) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), count - done));
      try {
        if (source.read(buffer, from + done) <= 0) {
          break;
        }
        buffer.flip();
        while (buffer.hasRemaining()) {
          done += self.write(buffer, position + done);
        }
      } catch (IOException e) {
        source.position(from + done);
        return partial(done, e);
      }
    }
    source.position(from + done);
    return done;
  }

  private static Object begin(FileDescriptor fd, long position, long count) {
    if (position < 0) {
      return Gate.enterStream(fd, Math.max(0, count));
    }
    int token = Gate.enter(fd);
    if (token != Gate.OUT) {
      Gate.before(fd, position, Math.max(0, count));
    }
    return token;
  }

  private static Long pieces(
      FileChannel self, long position, long count, WritableByteChannel target) throws IOException {
    long done = 0;
    while (done < count) {
      long piece = Math.min(PIECE, count - done);
      long n;
      try {
        n = self.transferTo(position + done, piece, target);
      } catch (IOException e) {
        return partial(done, e);
      }
      done += Math.max(0, n);
      if (n < piece) {
        break;
      }
    }
    return done;
  }

  private static Long pieces(
      FileChannel self, ReadableByteChannel source, long position, long count) throws IOException {
    long done = 0;
    while (done < count) {
      long piece = Math.min(PIECE, count - done);
      long n;
      try {
        n = self.transferFrom(source, position + done, piece);
      } catch (IOException e) {
        return partial(done, e);
      }
      done += Math.max(0, n);
      if (n < piece) {
        break;
      }
    }
    return done;
  }

  /** As the kernel's own long transfers do: what went before an error is reported first. */
  private static Long partial(long done, IOException e) throws IOException {
    if (done == 0 || e instanceof ClosedChannelException) {
      throw e;
    }
    return done;
  }
}
