package io.holdstill.launch;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;

/** Why the agent is not in this JVM, told once: on stderr and in a system property. */
final class Refusal {
  private static final int EXIT_NOT_STARTED = 70;

  private final Throwable cause;

  Refusal(Throwable thrown) {
    boolean wrapped = thrown instanceof InvocationTargetException && thrown.getCause() != null;
    cause = wrapped ? thrown.getCause() : thrown;
  }

  void report() {
    try {
      System.setProperty("io.holdstill.state", "DISARMED: " + reason());
      System.err.println(text());
    } catch (Throwable t) {
      // Nothing is left to tell it with, and the application must not die of it.
      return;
    }
  }

  /** {@code on-start-failure=exit} is honoured here too, where no option could be parsed yet. */
  void exitIfAsked(String options) {
    if (options != null && ("," + options + ",").contains(",on-start-failure=exit,")) {
      System.exit(EXIT_NOT_STARTED);
    }
  }

  /** An error that wraps another often says nothing itself. */
  private String reason() {
    Throwable last = cause;
    while (last.getMessage() == null && last.getCause() != null) {
      last = last.getCause();
    }
    return last.toString();
  }

  private String text() {
    StringWriter trace = new StringWriter();
    cause.printStackTrace(new PrintWriter(trace, true));
    return "holdstill: the agent could not start; the application runs UNGUARDED.\n"
        + "  Snapshots of this JVM are refused until it has been restarted with a working agent.\n"
        + "  Check that holdstill.jar is whole and readable and that this is JDK 17 or later;\n"
        + "  if it is, please report what follows.\n"
        + trace;
  }
}
