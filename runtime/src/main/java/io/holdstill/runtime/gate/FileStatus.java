package io.holdstill.runtime.gate;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;

/** What {@code fstat} says. */
public final class FileStatus {
  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int DIRECTORY = 0040000;
  private static final int SYMLINK = 0120000;

  private static final Class<?> ATTRIBUTES = Hidden.type("sun.nio.fs.UnixFileAttributes");
  private static final Class<?> UNIX_PATH = Hidden.type("sun.nio.fs.UnixPath");
  private static final MethodHandle STAT_FD =
      Hidden.as(
          Hidden.staticMethod(ATTRIBUTES, "get", ATTRIBUTES, int.class), Object.class, int.class);
  private static final MethodHandle STAT_PATH =
      Hidden.as(
          Hidden.staticMethod(ATTRIBUTES, "get", ATTRIBUTES, UNIX_PATH, boolean.class),
          Object.class,
          Path.class,
          boolean.class);
  private static final MethodHandle EXISTING = existing();
  private static final MethodHandle MODE = attribute("st_mode", int.class);
  private static final MethodHandle INODE = attribute("st_ino", long.class);
  private static final MethodHandle DEVICE = attribute("st_dev", long.class);
  private static final MethodHandle LINKS = attribute("st_nlink", int.class);
  private static final MethodHandle UID = attribute("st_uid", int.class);
  private static final MethodHandle GID = attribute("st_gid", int.class);
  private static final MethodHandle LENGTH = attribute("st_size", long.class);
  private static final MethodHandle MTIME = attribute("st_mtime_sec", long.class);
  private static final MethodHandle MTIME_NANOS = attribute("st_mtime_nsec", long.class);

  public final FileKey key;
  public final int links;
  public final int uid;
  public final int gid;
  public final long size;
  public final long mtimeSeconds;
  public final int mtimeNanos;
  private final int mode;

  private FileStatus(
      long device,
      long inode,
      int mode,
      int links,
      int uid,
      int gid,
      long size,
      long mtimeSeconds,
      int mtimeNanos) {
    this.key = new FileKey(device, inode);
    this.mode = mode;
    this.links = links;
    this.uid = uid;
    this.gid = gid;
    this.size = size;
    this.mtimeSeconds = mtimeSeconds;
    this.mtimeNanos = mtimeNanos;
  }

  public static FileStatus of(FileDescriptor fd) throws IOException {
    try {
      return from((Object) STAT_FD.invokeExact(Io.number(fd)));
    } catch (Throwable t) {
      throw SystemError.of(t, fd);
    }
  }

  public static FileStatus of(Path path, boolean followLinks) throws IOException {
    try {
      return from((Object) STAT_PATH.invokeExact(path, followLinks));
    } catch (Throwable t) {
      throw SystemError.of(t, path);
    }
  }

  /**
   * What the path leads to, links followed; null where nothing is there, or nothing can be reached:
   * then a call that needs it will fail by itself.
   *
   * @throws IOException if something may be there and cannot be looked at
   */
  public static FileStatus existing(Path path) throws IOException {
    try {
      Object attributes = (Object) EXISTING.invokeExact(path);
      return attributes == null ? null : from(attributes);
    } catch (Throwable t) {
      if (SystemError.unreachable(t)) {
        return null;
      }
      throw SystemError.of(t, path);
    }
  }

  private static FileStatus from(Object attributes) throws Throwable {
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

  public boolean regular() {
    return (mode & TYPE) == REGULAR;
  }

  public boolean directory() {
    return (mode & TYPE) == DIRECTORY;
  }

  public boolean symlink() {
    return (mode & TYPE) == SYMLINK;
  }

  /** As {@code chmod} takes them. */
  public int permissions() {
    return mode & 07777;
  }

  private static MethodHandle attribute(String name, Class<?> type) {
    return Hidden.as(Hidden.getter(ATTRIBUTES, name, type), type, Object.class);
  }

  /** JDK 21 and later do not throw where nothing is there. */
  private static MethodHandle existing() {
    try {
      return Hidden.as(
          Hidden.staticMethod(ATTRIBUTES, "getIfExists", ATTRIBUTES, UNIX_PATH),
          Object.class,
          Path.class);
    } catch (LinkageError older) {
      return MethodHandles.insertArguments(STAT_PATH, 1, true);
    }
  }
}
