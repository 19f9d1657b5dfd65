package io.holdstill.choke;

import java.lang.reflect.InvocationTargetException;

/** The kinds of threads that write. */
enum Workers {
  PLATFORM,
  VIRTUAL;

  static Workers of(String name) {
    return valueOf(name);
  }

  Thread start(Runnable work) {
    if (this == VIRTUAL) {
      return startVirtual(work);
    }
    Thread thread = new Thread(work, "writer");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** By reflection: the tests are compiled for 17. */
  private static Thread startVirtual(Runnable work) {
    try {
      return (Thread)
          Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new AssertionError("this JDK has no virtual threads", e);
    }
  }
}
