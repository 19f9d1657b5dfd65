package io.holdstill.runtime.gate;

/**
 * Tells whether what a thread holds of the gate is leaked: an overflow of its stack may have kept
 * it from leaving. It is not, as long as a method is on its stack that entered.
 */
final class Leak {
  private static final String ENGINE = "io.holdstill.runtime.gate.";

  private Leak() {}

  /** Of the calling thread, which is about to enter by the method that called the engine. */
  static boolean here(GroupName group) {
    StackTraceElement[] stack = new Throwable().getStackTrace();
    int from = 0;
    while (from < stack.length && stack[from].getClassName().startsWith(ENGINE)) {
      from++;
    }
    return leaked(stack, from + 1, group);
  }

  /**
   * @param group that is said to be open, or null for a bare write
   */
  static boolean leaked(StackTraceElement[] stack, int from, GroupName group) {
    if (group != null && group.byApi || !whole(stack)) {
      return false;
    }
    for (int i = from; i < stack.length; i++) {
      if (group == null ? enters(stack[i].getClassName()) : isMethod(stack[i], group)) {
        return false;
      }
    }
    return true;
  }

  /** The JVM shows no more than a thousand frames or so: what is below them is not known. */
  private static boolean whole(StackTraceElement[] stack) {
    if (stack.length == 0) {
      return false;
    }
    StackTraceElement root = stack[stack.length - 1];
    return root.getMethodName().equals("main") || root.getClassName().startsWith("java.lang.");
  }

  /** Every class of the JDK that has a cut, and, to be sure, its neighbours. */
  private static boolean enters(String className) {
    return className.startsWith("sun.nio.")
        || className.startsWith("java.io.")
        || className.startsWith("java.nio.")
        || className.startsWith(ENGINE);
  }

  private static boolean isMethod(StackTraceElement frame, GroupName group) {
    return group.name.equals(frame.getClassName() + "#" + frame.getMethodName());
  }
}
