package io.holdstill.agent;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;

/**
 * Runs at the end of the JVM when the application's own shutdown hooks have ended: what they write
 * belongs to the journal too. The JDK has such hooks for itself alone, by number; those from 3 on
 * are free.
 */
final class LastHook {
  private static final String PACKAGE = "jdk.internal.access";
  private static final int FIRST_FREE = 3;
  private static final int MOST = 9;

  private LastHook() {}

  /** Falls back to an ordinary hook, beside the application's, where the JDK has no such place. */
  static void register(Runnable task, Instrumentation instrumentation) {
    try {
      open(instrumentation);
      Object access =
          Class.forName(PACKAGE + ".SharedSecrets").getMethod("getJavaLangAccess").invoke(null);
      register(access, task);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError elsewhere) {
      Runtime.getRuntime().addShutdownHook(new Thread(task, "holdstill-journal-end"));
    }
  }

  private static void open(Instrumentation instrumentation) {
    Module base = Object.class.getModule();
    Map<String, Set<Module>> here = Map.of(PACKAGE, Set.of(LastHook.class.getModule()));
    instrumentation.redefineModule(base, Set.of(), here, Map.of(), Set.of(), Map.of());
  }

  private static void register(Object access, Runnable task) throws ReflectiveOperationException {
    Method register =
        Class.forName(PACKAGE + ".JavaLangAccess")
            .getMethod("registerShutdownHook", int.class, boolean.class, Runnable.class);
    for (int slot = FIRST_FREE; slot <= MOST; slot++) {
      try {
        register.invoke(access, slot, false, task);
        return;
      } catch (ReflectiveOperationException taken) {
        if (slot == MOST) {
          throw taken;
        }
      }
    }
  }
}
