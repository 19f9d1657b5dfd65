package io.holdstill.faults.boot;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Makes what the file system's native calls throw. */
final class UnixErrors {
  private static final MethodHandle NEW = make();

  private UnixErrors() {}

  static Throwable of(int errno) throws Throwable {
    return (Throwable) NEW.invoke(errno);
  }

  private static MethodHandle make() {
    try {
      Class<?> type = Class.forName("sun.nio.fs.UnixException");
      return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
          .findConstructor(type, MethodType.methodType(void.class, int.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
