package io.holdstill.agent.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Names a moment in the journal of a running JVM. */
@Command(
    name = "mark",
    description = "Names this moment in the journal of a JVM, for 'replay --until NAME'.",
    exitCodeList = {
      "0:marked",
      "1:the JVM keeps no journal, or cannot be reached",
      "2:the command line is wrong",
      "5:Holdstill is not in that JVM, or is disarmed"
    },
    footer = {"  holdstill mark 4711 before-the-migration"})
final class MarkCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "TARGET", description = "PID, name, host:port or JMX URL.")
  private String target;

  @Parameters(index = "1", paramLabel = "NAME", description = "What to call the moment.")
  private String name;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private CommonOptions common;

  MarkCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (AgentLink link = AgentLink.to(Target.of(target))) {
      long number = link.mark(name);
      if (json) {
        Map<String, Object> mark = new LinkedHashMap<>();
        mark.put("mark", name);
        mark.put("entry", number);
        JsonOutput.print(terminal.out(), mark);
      } else {
        terminal.out().println("marked as entry " + number + " of the journal");
      }
      return Exit.DONE;
    }
  }
}
