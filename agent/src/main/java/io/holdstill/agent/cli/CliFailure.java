package io.holdstill.agent.cli;

/** Ends a command: what happened and what to do, and the exit code that says so to a script. */
final class CliFailure extends RuntimeException {
  private final int exitCode;

  CliFailure(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  CliFailure(int exitCode, String message) {
    this(exitCode, message, null);
  }

  int exitCode() {
    return exitCode;
  }

  /**
   * What the agent refused, by an exception that every client has.
   *
   * @param refusal null if it did not come with what it should wrap
   */
  static CliFailure refusedByAgent(RuntimeException refusal) {
    String given = refusal == null ? null : refusal.getMessage();
    String message =
        given == null || given.isBlank()
            ? "that JVM refused and gave no reason"
                + (refusal == null ? "" : ": " + refusal.getClass())
            : given;
    if (refusal instanceof IllegalArgumentException) {
      return new CliFailure(Exit.USAGE, message, refusal);
    }
    if (message.startsWith("DISARMED: ")) {
      return disarmed(message.substring("DISARMED: ".length()), refusal);
    }
    return new CliFailure(Exit.FAILED, message, refusal);
  }

  static CliFailure disarmed(String reason, Throwable cause) {
    String message =
        "Holdstill is in that JVM but disarmed: "
            + reason
            + ". Mend that and restart the JVM with -javaagent:holdstill.jar";
    return new CliFailure(Exit.NOT_THERE, message, cause);
  }

  static CliFailure notThere(String jvm) {
    String message =
        "Holdstill is not in "
            + jvm
            + ". Put it there: restart that JVM with -javaagent:holdstill.jar (options:"
            + " -javaagent:holdstill.jar=groups=com.acme.Store#put,sources=/data)";
    return new CliFailure(Exit.NOT_THERE, message);
  }
}
