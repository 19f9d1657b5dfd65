package io.holdstill.runtime.gate;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The JDK's own system calls, called directly: they pass no gate of ours, close nothing when a
 * thread is interrupted, and work on plain addresses. The agent has opened {@code java.io}, {@code
 * sun.nio.ch}, {@code sun.nio.fs} and {@code jdk.internal.misc} to this module.
 *
 * <p>Addresses are native memory that does not count against {@code -XX:MaxDirectMemorySize}: a
 * snapshot must not exhaust the application's budget.
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
  private static final int ENOENT = 2;

  private static final Class<?> DISPATCHER = dispatcher();
  private static final Class<?> NATIVE = named("sun.nio.fs.UnixNativeDispatcher");
  private static final Class<?> ATTRIBUTES = named("sun.nio.fs.UnixFileAttributes");
  private static final Class<?> UNIX_PATH = named("sun.nio.fs.UnixPath");
  private static final Class<?> UNSAFE = named("jdk.internal.misc.Unsafe");

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
      fs(NATIVE, "open", int.class, UNIX_PATH, int.class, int.class)
          .asType(MethodType.methodType(int.class, Path.class, int.class, int.class));
  private static final MethodHandle CLOSE = closer();
  private static final MethodHandle CHOWN =
      fs(NATIVE, "fchown", void.class, int.class, int.class, int.class);
  private static final MethodHandle CHMOD = fs(NATIVE, "fchmod", void.class, int.class, int.class);
  private static final MethodHandle UTIMES =
      fs(NATIVE, "futimens", void.class, int.class, long.class, long.class);
  private static final MethodHandle STAT_FD =
      fs(ATTRIBUTES, "get", ATTRIBUTES, int.class)
          .asType(MethodType.methodType(Object.class, int.class));
  private static final MethodHandle STAT_PATH =
      fs(ATTRIBUTES, "get", ATTRIBUTES, UNIX_PATH, boolean.class)
          .asType(MethodType.methodType(Object.class, Path.class, boolean.class));

  private static final MethodHandle MODE = attribute("st_mode", int.class);
  private static final MethodHandle INODE = attribute("st_ino", long.class);
  private static final MethodHandle DEVICE = attribute("st_dev", long.class);
  private static final MethodHandle LINKS = attribute("st_nlink", int.class);
  private static final MethodHandle UID = attribute("st_uid", int.class);
  private static final MethodHandle GID = attribute("st_gid", int.class);
  private static final MethodHandle LENGTH = attribute("st_size", long.class);
  private static final MethodHandle MTIME = attribute("st_mtime_sec", long.class);
  private static final MethodHandle MTIME_NANOS = attribute("st_mtime_nsec", long.class);

  private static final Class<?> CHANNEL = named("sun.nio.ch.FileChannelImpl");
  private static final MethodHandle CHANNEL_FD =
      getter(CHANNEL, "fd", FileDescriptor.class)
          .asType(MethodType.methodType(FileDescriptor.class, Object.class));
  private static final Class<?> UNIX_EXCEPTION = named("sun.nio.fs.UnixException");
  private static final MethodHandle ERRNO = errnoGetter();
  private static final MethodHandle PATH = pathMaker();
  private static final MethodHandle PATH_BYTES = pathBytes();
  private static final MethodHandle EXISTING = existing();

  private static final MethodHandle FD = getter(FileDescriptor.class, "fd", int.class);
  private static final MethodHandle SET_FD = setter(FileDescriptor.class, "fd", int.class);
  private static final MethodHandle APPEND = getter(FileDescriptor.class, "append", boolean.class);

  private static final MethodHandle ALLOCATE = unsafe("allocateMemory", long.class, long.class);
  private static final MethodHandle FREE = unsafe("freeMemory", void.class, long.class);
  private static final MethodHandle GET_LONG = unsafe("getLong", long.class, long.class);
  private static final MethodHandle COPY =
      unsafe("copyMemory", void.class, long.class, long.class, long.class);
  private static final MethodHandle COPY_OUT =
      unsafe(
          "copyMemory", void.class, Object.class, long.class, Object.class, long.class, long.class);
  private static final long BYTES_AT = byteArrayBase();

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
      throw failure(t, path);
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
        throw failure(t, null);
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
        throw failure(t, null);
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
        throw failure(t, null);
      }
    }
  }

  /** The descriptor's offset. */
  public static long offset(FileDescriptor fd) throws IOException {
    try {
      return (long) SEEK.invokeExact(fd, -1L);
    } catch (Throwable t) {
      throw failure(t, null);
    }
  }

  public static long size(FileDescriptor fd) throws IOException {
    try {
      return (long) SIZE.invokeExact(fd);
    } catch (Throwable t) {
      throw failure(t, null);
    }
  }

  public static void truncate(FileDescriptor fd, long size) throws IOException {
    try {
      int ignored = (int) TRUNCATE.invokeExact(fd, size);
    } catch (Throwable t) {
      throw failure(t, null);
    }
  }

  /** Data and metadata to the device. */
  public static void force(FileDescriptor fd) throws IOException {
    try {
      int ignored = (int) FORCE.invokeExact(fd, true);
    } catch (Throwable t) {
      throw failure(t, null);
    }
  }

  public static void owner(FileDescriptor fd, int uid, int gid) throws IOException {
    try {
      CHOWN.invokeExact(number(fd), uid, gid);
    } catch (Throwable t) {
      throw failure(t, null);
    }
  }

  public static void mode(FileDescriptor fd, int bits) throws IOException {
    try {
      CHMOD.invokeExact(number(fd), bits);
    } catch (Throwable t) {
      throw failure(t, null);
    }
  }

  /** Access and modification time alike. */
  public static void times(FileDescriptor fd, long seconds, int nanos) throws IOException {
    try {
      long time = seconds * 1_000_000_000L + nanos;
      UTIMES.invokeExact(number(fd), time, time);
    } catch (Throwable t) {
      throw failure(t, null);
    }
  }

  public static FileStatus status(FileDescriptor fd) throws IOException {
    try {
      return status((Object) STAT_FD.invokeExact(number(fd)));
    } catch (Throwable t) {
      throw failure(t, null);
    }
  }

  public static FileStatus status(Path path, boolean followLinks) throws IOException {
    try {
      return status((Object) STAT_PATH.invokeExact(path, followLinks));
    } catch (Throwable t) {
      throw failure(t, path);
    }
  }

  /** What the path leads to, links followed, or null; cheap where nothing is there. */
  static FileStatus existing(Path path) throws IOException {
    try {
      Object attributes = (Object) EXISTING.invokeExact(path);
      return attributes == null ? null : status(attributes);
    } catch (Throwable t) {
      IOException failure = failure(t, path);
      if (failure instanceof NoSuchFileException) {
        return null;
      }
      throw failure;
    }
  }

  /** A path of exactly these bytes. */
  static Path path(byte[] bytes) {
    try {
      return (Path) PATH.invokeExact(FileSystems.getDefault(), bytes);
    } catch (Throwable t) {
      throw unchecked(t);
    }
  }

  /** The path's exact bytes. */
  public static byte[] bytes(Path path) {
    try {
      return (byte[]) PATH_BYTES.invokeExact(path);
    } catch (Throwable t) {
      throw unchecked(t);
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
      throw unchecked(t);
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

  // ---- memory

  public static long allocate(long bytes) {
    try {
      return (long) ALLOCATE.invokeExact(bytes);
    } catch (Throwable t) {
      throw unchecked(t);
    }
  }

  public static void free(long address) {
    try {
      FREE.invokeExact(address);
    } catch (Throwable t) {
      throw unchecked(t);
    }
  }

  public static void copy(long from, long to, long bytes) {
    try {
      COPY.invokeExact(from, to, bytes);
    } catch (Throwable t) {
      throw unchecked(t);
    }
  }

  public static void copyOut(long from, byte[] to, int bytes) {
    try {
      COPY_OUT.invokeExact((Object) null, from, (Object) to, BYTES_AT, (long) bytes);
    } catch (Throwable t) {
      throw unchecked(t);
    }
  }

  /** True if all of the bytes, a multiple of eight, are zero; data ends it at its first long. */
  public static boolean zero(long address, int bytes) {
    try {
      for (int i = 0; i < bytes; i += 8) {
        if ((long) GET_LONG.invokeExact(address + i) != 0) {
          return false;
        }
      }
      return true;
    } catch (Throwable t) {
      throw unchecked(t);
    }
  }

  static long getLong(long address) {
    try {
      return (long) GET_LONG.invokeExact(address);
    } catch (Throwable t) {
      throw unchecked(t);
    }
  }

  // ---- how the handles are found

  private static FileStatus status(Object attributes) throws Throwable {
    return new FileStatus(
        (long) DEVICE.invokeExact(attributes),
        (long) INODE.invokeExact(attributes),
        (int) MODE.invokeExact(attributes),
        (int) LINKS.invokeExact(attributes),
        (int) UID.invokeExact(attributes),
        (int) GID.invokeExact(attributes),
        (long) LENGTH.invokeExact(attributes),
        (long) MTIME.invokeExact(attributes),
        (int) (long) MTIME_NANOS.invokeExact(attributes));
  }

  private static void set(FileDescriptor fd, int number) {
    try {
      SET_FD.invokeExact(fd, number);
    } catch (Throwable t) {
      throw new AssertionError(t);
    }
  }

  /** The JDK's UnixException says errno and no more; the file's name is added. */
  private static IOException failure(Throwable t, Path path) {
    if (t instanceof IOException) {
      return (IOException) t;
    }
    if (t instanceof Error) {
      throw (Error) t;
    }
    String file = path == null ? "" : path.toString();
    int errno = errno(t);
    if (errno == ENOENT) {
      return new NoSuchFileException(file);
    }
    String said = errno > 0 ? said(errno) : String.valueOf(t);
    return new IOException(file.isEmpty() ? said : file + ": " + said, t);
  }

  private static int errno(Throwable t) {
    if (!UNIX_EXCEPTION.isInstance(t)) {
      return 0;
    }
    try {
      return (int) ERRNO.invokeExact(t);
    } catch (Throwable impossible) {
      throw unchecked(impossible);
    }
  }

  /** The usual ones; the JDK's own words for them are not readable on every build. */
  private static String said(int errno) {
    switch (errno) {
      case 1:
        return "operation not permitted";
      case 5:
        return "input/output error";
      case 13:
        return "permission denied";
      case 17:
        return "exists already";
      case 24:
        return "too many open files; raise the limit (ulimit -n)";
      case 28:
        return "no space left on the device";
      case 30:
        return "read-only file system";
      case 40:
        return "is a symbolic link";
      case 122:
        return "disk quota exceeded";
      default:
        return "system error " + errno;
    }
  }

  private static RuntimeException unchecked(Throwable t) {
    if (t instanceof Error) {
      throw (Error) t;
    }
    return new IllegalStateException(t);
  }

  private static Class<?> dispatcher() {
    try {
      return Class.forName("sun.nio.ch.UnixFileDispatcherImpl", true, null); // JDK 21 and later
    } catch (ClassNotFoundException e) {
      return named("sun.nio.ch.FileDispatcherImpl");
    }
  }

  private static Class<?> named(String name) {
    try {
      return Class.forName(name, true, null);
    } catch (ClassNotFoundException e) {
      throw new NoClassDefFoundError(name + ": this JDK keeps its file calls elsewhere");
    }
  }

  private static MethodHandle io(String name, Class<?> result, Class<?>... parameters) {
    return fs(DISPATCHER, name, result, parameters);
  }

  private static MethodHandle fs(
      Class<?> owner, String name, Class<?> result, Class<?>... parameters) {
    try {
      return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
          .findStatic(owner, name, MethodType.methodType(result, parameters));
    } catch (ReflectiveOperationException e) {
      throw missing(owner, name, e);
    }
  }

  private static MethodHandle existing() {
    try {
      return MethodHandles.privateLookupIn(ATTRIBUTES, MethodHandles.lookup())
          .findStatic(ATTRIBUTES, "getIfExists", MethodType.methodType(ATTRIBUTES, UNIX_PATH))
          .asType(MethodType.methodType(Object.class, Path.class));
    } catch (NoSuchMethodException older) {
      return MethodHandles.insertArguments(STAT_PATH, 1, true);
    } catch (IllegalAccessException e) {
      throw missing(ATTRIBUTES, "getIfExists", e);
    }
  }

  private static MethodHandle pathMaker() {
    Class<?> fileSystem = named("sun.nio.fs.UnixFileSystem");
    try {
      return MethodHandles.privateLookupIn(UNIX_PATH, MethodHandles.lookup())
          .findConstructor(UNIX_PATH, MethodType.methodType(void.class, fileSystem, byte[].class))
          .asType(MethodType.methodType(Path.class, FileSystem.class, byte[].class));
    } catch (ReflectiveOperationException e) {
      throw missing(UNIX_PATH, "<init>", e);
    }
  }

  private static MethodHandle pathBytes() {
    try {
      return MethodHandles.privateLookupIn(UNIX_PATH, MethodHandles.lookup())
          .findVirtual(UNIX_PATH, "asByteArray", MethodType.methodType(byte[].class))
          .asType(MethodType.methodType(byte[].class, Path.class));
    } catch (ReflectiveOperationException e) {
      throw missing(UNIX_PATH, "asByteArray", e);
    }
  }

  private static MethodHandle errnoGetter() {
    try {
      return MethodHandles.privateLookupIn(UNIX_EXCEPTION, MethodHandles.lookup())
          .findVirtual(UNIX_EXCEPTION, "errno", MethodType.methodType(int.class))
          .asType(MethodType.methodType(int.class, Throwable.class));
    } catch (ReflectiveOperationException e) {
      throw missing(UNIX_EXCEPTION, "errno", e);
    }
  }

  private static MethodHandle closer() {
    return fs(NATIVE, "close", void.class, int.class);
  }

  private static MethodHandle attribute(String name, Class<?> type) {
    return getter(ATTRIBUTES, name, type).asType(MethodType.methodType(type, Object.class));
  }

  private static MethodHandle getter(Class<?> owner, String name, Class<?> type) {
    try {
      return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
          .findGetter(owner, name, type);
    } catch (ReflectiveOperationException e) {
      throw missing(owner, name, e);
    }
  }

  private static MethodHandle setter(Class<?> owner, String name, Class<?> type) {
    try {
      return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
          .findSetter(owner, name, type);
    } catch (ReflectiveOperationException e) {
      throw missing(owner, name, e);
    }
  }

  private static MethodHandle unsafe(String name, Class<?> result, Class<?>... parameters) {
    try {
      Object instance = UNSAFE.getMethod("getUnsafe").invoke(null);
      return MethodHandles.privateLookupIn(UNSAFE, MethodHandles.lookup())
          .findVirtual(UNSAFE, name, MethodType.methodType(result, parameters))
          .bindTo(instance);
    } catch (ReflectiveOperationException e) {
      throw missing(UNSAFE, name, e);
    }
  }

  private static long byteArrayBase() {
    try {
      return UNSAFE.getField("ARRAY_BYTE_BASE_OFFSET").getLong(null);
    } catch (ReflectiveOperationException e) {
      throw missing(UNSAFE, "ARRAY_BYTE_BASE_OFFSET", e);
    }
  }

  private static Error missing(Class<?> owner, String name, Exception cause) {
    return new LinkageError("this JDK has no " + owner.getName() + "." + name, cause);
  }
}
