package io.holdstill.barrier;

import io.holdstill.runtime.WriteGroup;

/** Is loaded by a loader that has its own copy of the API. */
public final class ChildFirst {
  private ChildFirst() {}

  public static void store(Runnable middle) {
    middle.run();
  }

  public static void byApi(Runnable middle) {
    if (WriteGroup.class.getClassLoader() != ChildFirst.class.getClassLoader()) {
      throw new AssertionError("the API is not this loader's own");
    }
    try (WriteGroup group = WriteGroup.begin("api of a child")) {
      middle.run();
    }
  }
}
