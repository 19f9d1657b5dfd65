package io.holdstill.faults;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;

/** In the forked JVM: the agent's own {@code verify}, which nobody sees but by reflection. */
final class Agent {
  private static final ClassLoader ZONE = zone();
  private static final Method VERIFY = verify();
  private static final Object SILENT =
      Proxy.newProxyInstance(
          ZONE, new Class<?>[] {VERIFY.getParameterTypes()[1]}, (proxy, method, args) -> null);
  private static final Method DIFFERENCES = method("Verification", "differences");

  private Agent() {}

  static void verify(Path copy) throws IOException {
    List<?> differences = differences(copy);
    if (!differences.isEmpty()) {
      throw new AssertionError(copy + " does not verify: " + differences);
    }
  }

  static boolean verifies(Path copy) throws IOException {
    return differences(copy).isEmpty();
  }

  private static List<?> differences(Path copy) throws IOException {
    try {
      return (List<?>) DIFFERENCES.invoke(VERIFY.invoke(null, copy, SILENT));
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new AssertionError(e.getCause());
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static ClassLoader zone() {
    try {
      return (ClassLoader)
          Class.forName("io.holdstill.launch.Premain").getMethod("rooms").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static Method verify() {
    for (Method each : type("Verification").getMethods()) {
      if (each.getName().equals("of") && each.getParameterCount() == 2) {
        return each;
      }
    }
    throw new AssertionError("there is no verification");
  }

  private static Method method(String type, String name) {
    try {
      return type(type).getMethod(name);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName("io.holdstill.agent.snapshot." + name, true, ZONE);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
