package io.holdstill.runtime;

/**
 * Where the API meets the agent. The bodies here are what runs without it; the agent weaves every
 * definition of this class, whichever loader made it, to call the bootstrap engine. Typed by JDK
 * types alone, because two copies of the API share no other type.
 */
final class Binding {
  private Binding() {}

  static Object begin(String name) {
    return null;
  }

  /** False if this is not the thread that began the group. */
  static boolean end(Object group) {
    return true;
  }

  /** A claim that keeps the group open; it lapses when {@code task} becomes unreachable. */
  static Object claim(Object group, Object task) {
    return null;
  }

  /** Enters the claim's group on this thread; false if the claim was used or released before. */
  static boolean resume(Object claim) {
    return false;
  }

  static void finish(Object claim) {}

  static void release(Object claim) {}

  static void mark(String name) {}
}
