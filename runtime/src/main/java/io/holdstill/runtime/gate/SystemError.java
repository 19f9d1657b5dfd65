package io.holdstill.runtime.gate;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;

/** Makes of the JDK's UnixException, which says errno and no more, one that names the file. */
final class SystemError {
  private static final int ENOENT = 2;
  private static final int EACCES = 13;
  private static final int ENOTDIR = 20;
  private static final int EINVAL = 22;
  private static final int ENAMETOOLONG = 36;
  private static final int ELOOP = 40;
  private static final Class<?> UNIX_EXCEPTION = Hidden.type("sun.nio.fs.UnixException");
  private static final MethodHandle ERRNO =
      Hidden.as(Hidden.method(UNIX_EXCEPTION, "errno", int.class), int.class, Throwable.class);

  private SystemError() {}

  static IOException of(Throwable t, Path path) {
    if (t instanceof IOException) {
      return (IOException) t;
    }
    if (t instanceof Error) {
      throw (Error) t;
    }
    String file = path == null ? "" : path.toString();
    int errno = errno(t);
    if (errno == ENOENT || errno == ENOTDIR || errno == ENAMETOOLONG) {
      return new NoSuchFileException(file);
    }
    if (errno == ELOOP) {
      return new FileSystemLoopException(file);
    }
    if (errno == EINVAL && path != null) {
      return new NotLinkException(file); // of the calls with a path, only reading a link says so
    }
    String said = errno > 0 ? said(errno) : String.valueOf(t);
    return new IOException(file.isEmpty() ? said : file + ": " + said, t);
  }

  /** Of a call that has a descriptor and no path. */
  static IOException of(Throwable t, FileDescriptor fd) {
    IOException error = of(t, (Path) null);
    String name = Io.number(fd) < 0 ? null : Io.name(fd);
    return name == null ? error : new IOException(name + ": " + error.getMessage(), error);
  }

  /** No call can reach anything by that path. */
  static boolean unreachable(Throwable t) {
    switch (errno(t)) {
      case ENOENT:
      case EACCES:
      case ENOTDIR:
      case EINVAL:
      case ENAMETOOLONG:
      case ELOOP:
        return true;
      default:
        return false;
    }
  }

  private static int errno(Throwable t) {
    if (!UNIX_EXCEPTION.isInstance(t)) {
      return 0;
    }
    try {
      return (int) ERRNO.invokeExact(t);
    } catch (Throwable impossible) {
      throw Hidden.unchecked(impossible);
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
      case 122:
        return "disk quota exceeded";
      default:
        return "system error " + errno;
    }
  }
}
