package io.holdstill.agent.config;

import java.util.List;

/** The options cannot be used; every problem found is in here, not only the first. */
public final class BadOptions extends Exception {
  private final transient List<String> problems;

  public BadOptions(List<String> problems) {
    super(text(problems));
    this.problems = List.copyOf(problems);
  }

  /** Each names the key and the value and says how to mend it. */
  public List<String> problems() {
    return problems;
  }

  private static String text(List<String> problems) {
    if (problems.size() == 1) {
      return problems.get(0);
    }
    return problems.size() + " problems:\n  - " + String.join("\n  - ", problems);
  }
}
