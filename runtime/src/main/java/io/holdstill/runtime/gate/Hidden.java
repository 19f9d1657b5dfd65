package io.holdstill.runtime.gate;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Finds what {@code java.base} does not export. The agent has opened {@code java.io}, {@code
 * sun.nio.ch}, {@code sun.nio.fs} and {@code jdk.internal.misc} to this module. What is not there
 * ends in a {@link LinkageError} that names it, and the agent stays disarmed.
 */
final class Hidden {
  private Hidden() {}

  static Class<?> type(String name) {
    try {
      return Class.forName(name, true, null);
    } catch (ClassNotFoundException e) {
      throw new NoClassDefFoundError(name + ": this JDK keeps its file calls elsewhere");
    }
  }

  static boolean has(String name) {
    try {
      Class.forName(name, false, null);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  static MethodHandle staticMethod(Class<?> owner, String name, Class<?> result, Class<?>... in) {
    try {
      return in(owner).findStatic(owner, name, MethodType.methodType(result, in));
    } catch (ReflectiveOperationException e) {
      throw missing(owner, name, e);
    }
  }

  static MethodHandle method(Class<?> owner, String name, Class<?> result, Class<?>... in) {
    try {
      return in(owner).findVirtual(owner, name, MethodType.methodType(result, in));
    } catch (ReflectiveOperationException e) {
      throw missing(owner, name, e);
    }
  }

  static MethodHandle constructor(Class<?> owner, Class<?>... in) {
    try {
      return in(owner).findConstructor(owner, MethodType.methodType(void.class, in));
    } catch (ReflectiveOperationException e) {
      throw missing(owner, "<init>", e);
    }
  }

  static MethodHandle getter(Class<?> owner, String name, Class<?> type) {
    try {
      return in(owner).findGetter(owner, name, type);
    } catch (ReflectiveOperationException e) {
      throw missing(owner, name, e);
    }
  }

  static MethodHandle staticGetter(Class<?> owner, String name, Class<?> type) {
    try {
      return in(owner).findStaticGetter(owner, name, type);
    } catch (ReflectiveOperationException e) {
      throw missing(owner, name, e);
    }
  }

  static MethodHandle setter(Class<?> owner, String name, Class<?> type) {
    try {
      return in(owner).findSetter(owner, name, type);
    } catch (ReflectiveOperationException e) {
      throw missing(owner, name, e);
    }
  }

  /** As {@code invokeExact} is to see it: no type that is not public in the signature. */
  static MethodHandle as(MethodHandle handle, Class<?> result, Class<?>... in) {
    return handle.asType(MethodType.methodType(result, in));
  }

  /** Handles throw what they like; what may not be thrown here becomes unchecked. */
  static RuntimeException unchecked(Throwable t) {
    if (t instanceof Error) {
      throw (Error) t;
    }
    return new IllegalStateException(t);
  }

  private static MethodHandles.Lookup in(Class<?> owner) throws IllegalAccessException {
    return MethodHandles.privateLookupIn(owner, MethodHandles.lookup());
  }

  private static Error missing(Class<?> owner, String name, Exception cause) {
    return new LinkageError("this JDK has no " + owner.getName() + "." + name, cause);
  }
}
