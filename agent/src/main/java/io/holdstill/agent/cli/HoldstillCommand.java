package io.holdstill.agent.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code holdstill} without a command. */
@Command(
    name = "holdstill",
    synopsisSubcommandLabel = "COMMAND",
    description = "Takes right copies of the files that a running JVM is writing to.",
    commandListHeading = "%nCommands (each has --help):%n",
    exitCodeList = {
      "0:done, and every claim holds",
      "1:failed; nothing is left behind, the application is unharmed",
      "2:the command line is wrong",
      "3:refused because it could not be guaranteed, or a difference was found",
      "4:no snapshot point within the timeout",
      "5:Holdstill is not in that JVM, or is disarmed",
      "130:interrupted; the snapshot was cancelled and cleaned up"
    },
    footer = {
      "  holdstill list",
      "  holdstill status 4711",
      "  holdstill snapshot 4711 /data --to /backup/today",
      "  holdstill verify /backup/today",
      "  holdstill journal /data/journal",
      "  holdstill replay /backup/today --journal /data/journal --to /backup/later",
      "",
      "TARGET is a PID, a part of a main class or jar name, host:port or service:jmx:...",
      "'holdstill' stands for 'java -jar holdstill.jar'."
    })
final class HoldstillCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
