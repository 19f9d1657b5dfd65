package io.holdstill.testkit;

import java.lang.reflect.InvocationTargetException;
import java.util.List;

/** The agent of this JVM, which is loaded on first use. */
final class Rooms {
  private static final String STATE = "io.holdstill.state";

  private Rooms() {}

  /** For what needs no group patterns: replay, and recordings by annotation or API. */
  static ClassLoader loader() {
    return loader(List.of());
  }

  /**
   * The class loader of the agent's classes. The agent is armed then.
   *
   * @param groups patterns that must be in force; they can be given to the first use alone
   */
  static synchronized ClassLoader loader(List<String> groups) {
    if (System.getProperty(STATE) == null) {
      Attach.agent(groups);
    }
    requireArmed();
    GroupPatterns.require(groups);
    return rooms();
  }

  private static void requireArmed() {
    String state = System.getProperty(STATE, "the agent was loaded and said nothing");
    if (!state.equals("ARMED")) {
      throw new IllegalStateException(
          "Holdstill is not armed in this JVM, so nothing can be recorded; mend: " + state);
    }
  }

  /** The JVM puts an agent's jar on the system class path. */
  private static ClassLoader rooms() {
    try {
      Class<?> door =
          Class.forName("io.holdstill.launch.Premain", true, ClassLoader.getSystemClassLoader());
      return (ClassLoader) door.getMethod("rooms").invoke(null);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("the agent's jar cannot be read: " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "the agent of this JVM is older than the test kit; use holdstill.jar and"
              + " holdstill-testkit of one version",
          e);
    }
  }
}
