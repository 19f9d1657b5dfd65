package io.holdstill.choke;

import java.lang.reflect.InvocationTargetException;

/** The kinds of threads that write. */
public enum Workers {
  PLATFORM,
  VIRTUAL;

  public static Workers of(String name) {
    return valueOf(name);
  }

  public Thread start(Runnable work) {
    if (this == VIRTUAL) {
      return startVirtual(work);
    }
    Thread thread = new Thread(work, "writer");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Not started yet, for a pool. */
  public Thread unstarted(Runnable work) {
    if (this == PLATFORM) {
      Thread thread = new Thread(work, "writer");
      thread.setDaemon(true);
      return thread;
    }
    try {
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      Class<?> type = Class.forName("java.lang.Thread$Builder");
      return (Thread) type.getMethod("unstarted", Runnable.class).invoke(builder, work);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("this JDK has no virtual threads", e);
    }
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
