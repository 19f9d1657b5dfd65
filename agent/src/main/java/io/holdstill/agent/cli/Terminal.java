package io.holdstill.agent.cli;

import io.holdstill.agent.replay.Shown;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What surrounds a command.
 *
 * @param out what was asked for goes here
 * @param err everything else
 * @param live a person watches {@code err} and it understands carriage returns
 * @param directory what relative paths are relative to
 */
record Terminal(PrintStream out, PrintStream err, boolean live, Path directory) {
  private static final Pattern TTY = Pattern.compile("/dev/(pts/\\d+|tty\\w*|console)");

  static Terminal ofProcess() {
    return new Terminal(System.out, System.err, isTerminal(2), Path.of("").toAbsolutePath());
  }

  /** {@code System.console()} would ask about stdin and stdout, and on JDK 22 not even that. */
  private static boolean isTerminal(int descriptor) {
    try {
      Path link = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor));
      return TTY.matcher(link.toString()).matches();
    } catch (IOException e) {
      return false;
    }
  }

  /** Says something beside the result. */
  void note(String text) {
    err.println("holdstill: " + text.lines().map(Shown::text).collect(Collectors.joining("\n")));
  }
}
