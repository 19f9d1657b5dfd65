package io.holdstill.runtime.gate;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Our read-only descriptors of the application's files. Closing any descriptor of a file drops
 * every POSIX lock that the process holds on it, whoever took it: so one is closed only while
 * nobody here holds such a lock, and kept for the next snapshot otherwise.
 *
 * <p>Java enters a lock in the JDK's system-wide table, then passes {@link #pass}, then asks the
 * kernel. We look into the table and close under the same monitor, so that a lock is either seen or
 * taken after the close.
 */
public final class Sources {
  private static final Class<?> JDK_KEY = Hidden.type("sun.nio.ch.FileKey");
  private static final MethodHandle KEY_OF =
      Hidden.as(
          Hidden.staticMethod(JDK_KEY, "create", JDK_KEY, FileDescriptor.class),
          Object.class,
          FileDescriptor.class);
  private static final Map<?, ?> LOCKS = locks();
  private static final Map<FileKey, FileDescriptor> KEPT = new HashMap<FileKey, FileDescriptor>();
  private static final List<FileDescriptor> MORE = new ArrayList<FileDescriptor>();

  private Sources() {}

  /** Opens the path, or returns the descriptor that was kept of what lies there. */
  public static FileDescriptor open(Path path, FileKey there) throws IOException {
    FileDescriptor kept;
    synchronized (Sources.class) {
      kept = KEPT.remove(there);
    }
    return kept != null ? kept : Io.open(path, Io.RDONLY, 0);
  }

  /** Woven in before Java asks the kernel for a lock. */
  public static void pass() {
    synchronized (Sources.class) {
      return;
    }
  }

  /**
   * Closes, or keeps.
   *
   * @param hazards files that native code in this process may have locked
   */
  public static synchronized void close(FileKey key, FileDescriptor fd, Set<FileKey> hazards)
      throws IOException {
    if (!hazards.contains(key) && !locked(fd)) {
      Io.close(fd);
    } else if (KEPT.putIfAbsent(key, fd) != null) {
      MORE.add(fd); // two of one file, rarely; one serves, and neither may be closed
    }
  }

  /** To be closed by a later {@link #sweep}: what it is, or who locks it, could not be seen. */
  public static synchronized void keep(FileDescriptor fd) {
    if (Io.number(fd) >= 0) {
      MORE.add(fd);
    }
  }

  /** Closes what was kept and need not be any longer. */
  public static synchronized void sweep(Set<FileKey> hazards) throws IOException {
    Iterator<Map.Entry<FileKey, FileDescriptor>> kept = KEPT.entrySet().iterator();
    while (kept.hasNext()) {
      Map.Entry<FileKey, FileDescriptor> one = kept.next();
      if (!hazards.contains(one.getKey()) && !locked(one.getValue())) {
        kept.remove();
        Io.close(one.getValue());
      }
    }
    Iterator<FileDescriptor> more = MORE.iterator();
    while (more.hasNext()) {
      FileDescriptor fd = more.next();
      if (!hazards.contains(FileStatus.of(fd).key) && !locked(fd)) {
        more.remove();
        Io.close(fd);
      }
    }
  }

  /** The descriptors kept so far, by number. */
  public static synchronized Set<Integer> kept() {
    Set<Integer> numbers = new HashSet<Integer>();
    for (FileDescriptor fd : KEPT.values()) {
      numbers.add(Io.number(fd));
    }
    for (FileDescriptor fd : MORE) {
      numbers.add(Io.number(fd));
    }
    return numbers;
  }

  private static boolean locked(FileDescriptor fd) throws IOException {
    try {
      return LOCKS.containsKey((Object) KEY_OF.invokeExact(fd));
    } catch (Throwable t) {
      throw SystemError.of(t, (Path) null);
    }
  }

  private static Map<?, ?> locks() {
    Class<?> table = Hidden.type("sun.nio.ch.FileLockTable");
    try {
      return (Map<?, ?>) Hidden.staticGetter(table, "lockMap", ConcurrentHashMap.class).invoke();
    } catch (Throwable t) {
      throw Hidden.unchecked(t);
    }
  }
}
