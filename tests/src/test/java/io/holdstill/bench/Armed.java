package io.holdstill.bench;

import io.holdstill.harness.Artifacts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A benchmark that needs the agent in its own JVM starts itself once more, with it. */
final class Armed {
  private static final String STATE = "io.holdstill.state";
  private static final String AGAIN = "holdstill.bench.again";

  private Armed() {}

  /**
   * True where the agent is armed. Otherwise runs the program in a JVM where it is, to the end, and
   * returns false.
   */
  static boolean here(Class<?> program, String options, String[] arguments)
      throws IOException, InterruptedException {
    if (armed()) {
      return true;
    }
    if (Boolean.getBoolean(AGAIN)) {
      throw new IllegalStateException(
          "Holdstill is not armed here: "
              + System.getProperty(STATE, "absent")
              + ". See what it said on stderr.");
    }
    Process process = new ProcessBuilder(command(program, options, arguments)).inheritIO().start();
    if (process.waitFor() != 0) {
      System.exit(process.exitValue());
    }
    return false;
  }

  static boolean armed() {
    return System.getProperty(STATE, "").startsWith("ARMED");
  }

  /** The flag that loads the agent. */
  static String flag(String options) {
    return "-javaagent:" + Artifacts.agent() + (options.isEmpty() ? "" : "=" + options);
  }

  private static List<String> command(Class<?> program, String options, String[] arguments) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.add(flag(options));
    command.add("-D" + AGAIN + "=true");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(program.getName());
    command.addAll(Arrays.asList(arguments));
    return command;
  }
}
