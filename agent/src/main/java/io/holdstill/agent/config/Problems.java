package io.holdstill.agent.config;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that a user mends all of it in one go. */
final class Problems {
  private final List<String> found = new ArrayList<>();

  void add(String problem) {
    found.add(problem);
  }

  void throwIfAny() throws BadOptions {
    if (!found.isEmpty()) {
      throw new BadOptions(found);
    }
  }
}
