package io.holdstill.hostile;

import org.junit.jupiter.api.Assumptions;

/** What not every machine offers. In CI not to offer it is a failure. */
final class Machine {
  private Machine() {}

  static void requireRoot(String what) {
    if (!"root".equals(System.getProperty("user.name"))) {
      isMissing(what + " is not tried: only root can make it");
    }
  }

  static void isMissing(String reason) {
    System.out.println(reason);
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError(reason);
    }
    Assumptions.abort(reason);
  }
}
