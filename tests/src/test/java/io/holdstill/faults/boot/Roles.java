package io.holdstill.faults.boot;

import java.io.FileDescriptor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which part a file plays, by its path; and of descriptors that the agent opened, by that. A path
 * below an open directory's descriptor counts as one below the directory.
 */
final class Roles {
  private static final String BY_DESCRIPTOR = "/proc/self/fd/";
  private static final Map<Integer, String> OPEN = new ConcurrentHashMap<>();
  private static final MethodHandle NUMBER = number();
  private static volatile String source = "/";
  private static volatile String destination = "/";
  private static volatile String journal = "/";

  private Roles() {}

  static void are(String sourcePath, String destinationPath, String journalPath) {
    source = sourcePath;
    destination = destinationPath;
    journal = journalPath;
  }

  static String of(Object path) {
    String text = real(String.valueOf(path));
    if (text.endsWith("holdstill-manifest.json")) {
      return "manifest";
    }
    if (text.startsWith(destination)) {
      return "destination";
    }
    if (text.startsWith(journal)) {
      return "journal";
    }
    return text.startsWith(source) ? "source" : text.startsWith("/proc") ? "proc" : "other";
  }

  static void opened(int fd, Object path) {
    OPEN.put(fd, real(String.valueOf(path)));
  }

  private static String real(String path) {
    if (!path.startsWith(BY_DESCRIPTOR)) {
      return path;
    }
    int end = path.indexOf('/', BY_DESCRIPTOR.length());
    if (end < 0) {
      return path; // the descriptor itself, which is looked at by way of /proc
    }
    String held = OPEN.get(Integer.valueOf(path.substring(BY_DESCRIPTOR.length(), end)));
    return held == null ? path : held + path.substring(end);
  }

  /** Descriptors that we did not open are the application's. */
  static String of(int fd) {
    String path = OPEN.get(fd);
    return path == null ? "door" : of(path);
  }

  static String of(FileDescriptor fd) {
    return of(numberOf(fd));
  }

  static void closed(int fd) {
    OPEN.remove(fd);
  }

  private static int numberOf(FileDescriptor fd) {
    try {
      return (int) NUMBER.invokeExact(fd);
    } catch (Throwable t) {
      throw new AssertionError(t);
    }
  }

  private static MethodHandle number() {
    try {
      return MethodHandles.privateLookupIn(FileDescriptor.class, MethodHandles.lookup())
          .findGetter(FileDescriptor.class, "fd", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
