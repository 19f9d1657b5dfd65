package io.holdstill.bench;

import java.util.Arrays;
import java.util.List;

/** How much is measured: all of it, or just enough to see that the program works. */
record Effort(boolean quick) {
  private static final String QUICK = "--quick";

  /** Ends the program with status 2 if the command line is wrong. */
  static Effort of(String[] arguments) {
    List<String> given = Arrays.asList(arguments);
    if (!given.stream().allMatch(QUICK::equals)) {
      System.err.println(
          "The arguments "
              + given
              + " are not known. Give none, or "
              + QUICK
              + " for a short run whose figures mean nothing.");
      System.exit(2);
    }
    return new Effort(given.contains(QUICK));
  }

  int of(int full, int least) {
    return quick ? least : full;
  }
}
