package io.holdstill.launch;

import java.lang.instrument.Instrumentation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the agent may see of {@code java.base} beyond its public API. It is opened to the agent's
 * own loader and to the runtime classes, and to nobody else: an application that finds {@code
 * jdk.internal.misc} open behaves differently (Netty, for one, takes another path).
 */
final class JavaBase {
  private static final List<String> PACKAGES =
      List.of(
          "java.io", // the descriptor, path and offset inside streams and RandomAccessFile
          "java.lang", // what tells a virtual thread from a platform thread
          "sun.nio.ch", // the dispatcher's system calls, the channel's descriptor and path
          "sun.nio.fs", // stat, open and the times and modes of files
          "jdk.internal.misc"); // Unsafe: defines the runtime classes; memory of our own

  private JavaBase() {}

  /** Packages that this JDK lacks are left to those who need them to report. */
  static void openTo(Module module, Instrumentation inst) {
    Module base = Object.class.getModule();
    Map<String, Set<Module>> opens = new HashMap<>();
    for (String name : PACKAGES) {
      if (base.getPackages().contains(name)) {
        opens.put(name, Set.of(module));
      }
    }
    // Woven code of java.base calls the runtime classes: it must read their module.
    inst.redefineModule(base, Set.of(module), Map.of(), opens, new HashSet<>(), Map.of());
  }
}
