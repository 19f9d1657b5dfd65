package io.holdstill.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;

/** A class of the agent, in its own class loader, called by name with types of the JDK alone. */
final class Door {
  private final Class<?> type;

  private Door(Class<?> type) {
    this.type = type;
  }

  static Door of(ClassLoader loader, String name) {
    try {
      return new Door(Class.forName(name, true, loader));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(
          name
              + " is not in the agent of this JVM: it is of another version than the test kit; use"
              + " holdstill.jar and holdstill-testkit of one version",
          e);
    }
  }

  /** Calls a public static method. What it throws comes out, unchecked. */
  Object call(String method, Class<?>[] types, Object... arguments) {
    try {
      return type.getMethod(method, types).invoke(null, arguments);
    } catch (InvocationTargetException e) {
      throw unchecked(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          type.getName()
              + " is of another version than the test kit; use holdstill.jar and holdstill-testkit"
              + " of one version",
          e);
    }
  }

  private static RuntimeException unchecked(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof RuntimeException runtime) {
      return runtime;
    }
    if (cause instanceof IOException io) {
      return new UncheckedIOException(io.getMessage(), io);
    }
    return new IllegalStateException(cause.toString(), cause);
  }
}
