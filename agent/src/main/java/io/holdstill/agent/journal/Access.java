package io.holdstill.agent.journal;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;

/**
 * What Chronicle needs of {@code java.base} beyond what the launcher has opened to the agent. It is
 * opened to the agent's loader alone, and only where a journal is written: to read one takes
 * nothing of it.
 */
public final class Access {
  private Access() {}

  /** To be called before {@link JournalStore#open}. */
  public static void grant(Instrumentation instrumentation) {
    Module agent = Access.class.getModule();
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        // Classes that Chronicle names: of channels, their buffers and their interruption.
        Map.of("sun.nio.ch", Set.of(agent)),
        // AccessibleObject.setAccessible0, by which it reaches the calls that map and unmap.
        Map.of("java.lang.reflect", Set.of(agent)),
        Set.of(),
        Map.of());
  }
}
