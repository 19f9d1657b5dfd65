package io.holdstill.launch;

import java.lang.instrument.Instrumentation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the agent may see of {@code java.base} beyond its public API. It is opened to the agent's
 * own loader and to the runtime classes, and to nobody else: an application that finds {@code
 * jdk.internal.misc} open behaves differently (Netty, for one, takes another path). The journal,
 * where there is one, has more opened to the agent's loader by itself.
 */
final class JavaBase {
  private static final List<String> TO_AGENT =
      // Unsafe, which defines the runtime classes and is the journal's access to memory.
      List.of("jdk.internal.misc");

  private static final List<String> TO_RUNTIME =
      List.of(
          "java.io", // the descriptor inside streams and RandomAccessFile
          "sun.nio.ch", // the dispatcher's system calls; the channel's descriptor
          "sun.nio.fs", // stat, open, and the times and modes of files
          "jdk.internal.misc"); // Unsafe: native memory of our own

  private JavaBase() {}

  static void openToAgent(Module agent, Instrumentation inst) {
    open(TO_AGENT, agent, inst);
  }

  static void openToRuntime(Module runtime, Instrumentation inst) {
    open(TO_RUNTIME, runtime, inst);
  }

  private static void open(List<String> packages, Module to, Instrumentation inst) {
    Module base = Object.class.getModule();
    Map<String, Set<Module>> opens = new HashMap<>();
    for (String name : packages) {
      // A package that this JDK lacks is left to those who need it to report.
      if (base.getPackages().contains(name)) {
        opens.put(name, Set.of(to));
      }
    }
    // Woven code of java.base calls the runtime classes: it must read their module.
    inst.redefineModule(base, Set.of(to), Map.of(), opens, Set.of(), Map.of());
  }
}
