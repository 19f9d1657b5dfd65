package io.holdstill.faults.boot;

import java.io.FileDescriptor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which part a file plays, by its path; and of descriptors that the agent opened, by that. */
final class Roles {
  private static final Map<Integer, Object> OPEN = new ConcurrentHashMap<>();
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
    String text = String.valueOf(path);
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
    OPEN.put(fd, path);
  }

  /** Descriptors that we did not open are the application's. */
  static String of(int fd) {
    Object path = OPEN.get(fd);
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
