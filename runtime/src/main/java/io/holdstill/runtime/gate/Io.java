package io.holdstill.runtime.gate;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.Paths;

/**
 * The JDK's own system calls, called directly: they pass no gate of ours, close nothing when a
 * thread is interrupted, and work on plain addresses ({@link Memory}).
 */
public final class Io {
  public static final int RDONLY = 0;
  public static final int RDWR = 2;
  public static final int CREAT = 0100;
  public static final int EXCL = 0200;
  private static final int NONBLOCK = 04000;
  private static final int CLOEXEC = 02000000;
  private static final int NOFOLLOW = 0400000;

  private static final int INTERRUPTED = -3;

  private static final Class<?> NATIVE = Hidden.type("sun.nio.fs.UnixNativeDispatcher");
  private static final Class<?> UNIX_PATH = Hidden.type("sun.nio.fs.UnixPath");
  private static final Class<?> CHANNEL = Hidden.type("sun.nio.ch.FileChannelImpl");
  private static final Class<?> DISPATCHER =
      Hidden.type(
          Hidden.has("sun.nio.ch.UnixFileDispatcherImpl") // JDK 21 and later
              ? "sun.nio.ch.UnixFileDispatcherImpl"
              : "sun.nio.ch.FileDispatcherImpl");

  private static final MethodHandle PREAD =
      io("pread0", int.class, FileDescriptor.class, long.class, int.class, long.class);
  private static final MethodHandle PWRITE =
      io("pwrite0", int.class, FileDescriptor.class, long.class, int.class, long.class);
  private static final MethodHandle SEEK =
      io("seek0", long.class, FileDescriptor.class, long.class);
  private static final MethodHandle SIZE = io("size0", long.class, FileDescriptor.class);
  private static final MethodHandle TRUNCATE =
      io("truncate0", int.class, FileDescriptor.class, long.class);
  private static final MethodHandle FORCE =
      io("force0", int.class, FileDescriptor.class, boolean.class);

  private static final MethodHandle OPEN =
      Hidden.as(
          Hidden.staticMethod(NATIVE, "open", int.class, UNIX_PATH, int.class, int.class),
          int.class,
          Path.class,
          int.class,
          int.class);
  private static final MethodHandle READ_LINK =
      Hidden.as(
          Hidden.staticMethod(NATIVE, "readlink", byte[].class, UNIX_PATH),
          byte[].class,
          Path.class);
  private static final MethodHandle CLOSE =
      Hidden.staticMethod(NATIVE, "close", void.class, int.class);
  private static final MethodHandle CHOWN =
      Hidden.staticMethod(NATIVE, "fchown", void.class, int.class, int.class, int.class);
  private static final MethodHandle CHMOD =
      Hidden.staticMethod(NATIVE, "fchmod", void.class, int.class, int.class);
  private static final MethodHandle UTIMES =
      Hidden.staticMethod(NATIVE, "futimens", void.class, int.class, long.class, long.class);

  private static final MethodHandle PATH =
      Hidden.as(
          Hidden.constructor(UNIX_PATH, Hidden.type("sun.nio.fs.UnixFileSystem"), byte[].class),
          Path.class,
          FileSystem.class,
          byte[].class);
  private static final MethodHandle PATH_BYTES =
      Hidden.as(Hidden.method(UNIX_PATH, "asByteArray", byte[].class), byte[].class, Path.class);
  private static final MethodHandle CHANNEL_FD =
      Hidden.as(
          Hidden.getter(CHANNEL, "fd", FileDescriptor.class), FileDescriptor.class, Object.class);
  private static final MethodHandle FD = Hidden.getter(FileDescriptor.class, "fd", int.class);
  private static final MethodHandle SET_FD = Hidden.setter(FileDescriptor.class, "fd", int.class);
  private static final MethodHandle APPEND =
      Hidden.getter(FileDescriptor.class, "append", boolean.class);

  private Io() {}

  // ---- files

  /** Never blocks on a FIFO, never follows a link in the last component, is not inherited. */
  public static FileDescriptor open(Path path, int flags, int mode) throws IOException {
    try {
      int fd = (int) OPEN.invokeExact(path, flags | NONBLOCK | CLOEXEC | NOFOLLOW, mode);
      FileDescriptor made = new FileDescriptor();
      SET_FD.invokeExact(made, fd);
      return made;
    } catch (Throwable t) {
      throw SystemError.of(t, path);
    }
  }

  /** What a symbolic link holds, in exactly these bytes. */
  public static Path readLink(Path link) throws IOException {
    try {
      return path((byte[]) READ_LINK.invokeExact(link));
    } catch (Throwable t) {
      throw SystemError.of(t, link);
    }
  }

  /** A second call does nothing; the object is dead afterwards. */
  public static void close(FileDescriptor fd) throws IOException {
    int number;
    synchronized (fd) {
      number = number(fd);
      set(fd, -1);
    }
    if (number >= 0) {
      try {
        CLOSE.invokeExact(number);
      } catch (Throwable t) {
        throw SystemError.of(t, (Path) null);
      }
    }
  }

  /** Reads until {@code length} bytes or the end; returns how many. */
  public static int read(FileDescriptor fd, long address, int length, long position)
      throws IOException {
    int done = 0;
    while (done < length) {
      int n;
      try {
        n = (int) PREAD.invokeExact(fd, address + done, length - done, position + done);
      } catch (Throwable t) {
        throw SystemError.of(t, fd);
      }
      if (n > 0) {
        done += n;
      } else if (n != INTERRUPTED) {
        break;
      }
    }
    return done;
  }

  public static void write(FileDescriptor fd, long address, int length, long position)
      throws IOException {
    int done = 0;
    while (done < length) {
      try {
        int n = (int) PWRITE.invokeExact(fd, address + done, length - done, position + done);
        done += Math.max(n, 0);
      } catch (Throwable t) {
        throw SystemError.of(t, fd);
      }
    }
  }

  /** The descriptor's offset. */
  public static long offset(FileDescriptor fd) throws IOException {
    try {
      return (long) SEEK.invokeExact(fd, -1L);
    } catch (Throwable t) {
      throw SystemError.of(t, fd);
    }
  }

  public static long size(FileDescriptor fd) throws IOException {
    try {
      return (long) SIZE.invokeExact(fd);
    } catch (Throwable t) {
      throw SystemError.of(t, fd);
    }
  }

  public static void truncate(FileDescriptor fd, long size) throws IOException {
    try {
      int ignored = (int) TRUNCATE.invokeExact(fd, size);
    } catch (Throwable t) {
      throw SystemError.of(t, fd);
    }
  }

  /** Data and metadata to the device. */
  public static void force(FileDescriptor fd) throws IOException {
    try {
      int ignored = (int) FORCE.invokeExact(fd, true);
    } catch (Throwable t) {
      throw SystemError.of(t, fd);
    }
  }

  public static void owner(FileDescriptor fd, int uid, int gid) throws IOException {
    try {
      CHOWN.invokeExact(number(fd), uid, gid);
    } catch (Throwable t) {
      throw SystemError.of(t, fd);
    }
  }

  public static void mode(FileDescriptor fd, int bits) throws IOException {
    try {
      CHMOD.invokeExact(number(fd), bits);
    } catch (Throwable t) {
      throw SystemError.of(t, fd);
    }
  }

  /** Access and modification time alike. */
  public static void times(FileDescriptor fd, long seconds, int nanos) throws IOException {
    try {
      long time = seconds * 1_000_000_000L + nanos;
      UTIMES.invokeExact(number(fd), time, time);
    } catch (Throwable t) {
      throw SystemError.of(t, fd);
    }
  }

  /** Where an open descriptor leads, for messages; null where that cannot be said. */
  static String name(FileDescriptor fd) {
    try {
      return readLink(Paths.get("/proc/self/fd/" + number(fd))).toString();
    } catch (IOException | RuntimeException closed) {
      return null;
    }
  }

  /** A path of exactly these bytes. */
  public static Path path(byte[] bytes) {
    try {
      return (Path) PATH.invokeExact(FileSystems.getDefault(), bytes);
    } catch (Throwable t) {
      throw Hidden.unchecked(t);
    }
  }

  /** The path's exact bytes. */
  public static byte[] bytes(Path path) {
    try {
      return (byte[]) PATH_BYTES.invokeExact(path);
    } catch (Throwable t) {
      throw Hidden.unchecked(t);
    }
  }

  /** The descriptor behind one of the JDK's own file channels; null for any other channel. */
  static FileDescriptor descriptor(Object channel) {
    if (channel == null || channel.getClass() != CHANNEL) {
      return null;
    }
    try {
      return (FileDescriptor) CHANNEL_FD.invokeExact(channel);
    } catch (Throwable t) {
      throw Hidden.unchecked(t);
    }
  }

  /** The small number, or -1 when closed. */
  public static int number(FileDescriptor fd) {
    try {
      return (int) FD.invokeExact(fd);
    } catch (Throwable t) {
      throw new AssertionError(t);
    }
  }

  static boolean append(FileDescriptor fd) {
    try {
      return (boolean) APPEND.invokeExact(fd);
    } catch (Throwable t) {
      throw new AssertionError(t);
    }
  }

  private static void set(FileDescriptor fd, int number) {
    try {
      SET_FD.invokeExact(fd, number);
    } catch (Throwable t) {
      throw new AssertionError(t);
    }
  }

  private static MethodHandle io(String name, Class<?> result, Class<?>... in) {
    return Hidden.staticMethod(DISPATCHER, name, result, in);
  }
}
