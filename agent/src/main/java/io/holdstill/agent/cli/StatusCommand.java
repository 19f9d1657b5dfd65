package io.holdstill.agent.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the attributes of one agent, once or again and again. */
@Command(
    name = "status",
    description = "Shows the state of Holdstill in a JVM, its write groups and its last snapshots.",
    exitCodeList = {
      "0:armed",
      "1:the JVM cannot be reached, or its answer is not understood",
      "2:the command line is wrong",
      "5:Holdstill is not in that JVM, or is disarmed"
    },
    footer = {
      "  holdstill status 4711",
      "  holdstill status com.acme.Server --watch",
      "  holdstill status backuphost:9010 --json"
    })
final class StatusCommand implements Callable<Integer> {
  private static final long WATCH_MILLIS = 1_000;

  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "TARGET", description = "PID, name, host:port or JMX URL.")
  private String target;

  @Option(names = "--json", description = "Print one JSON object (with --watch one a line).")
  private boolean json;

  @Option(names = "--watch", description = "Look again every second, until Ctrl-C.")
  private boolean watch;

  @Mixin private CommonOptions common;

  StatusCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (AgentLink link = AgentLink.to(Target.of(target))) {
      int exit = show(link.attributes());
      while (watch) {
        Thread.sleep(WATCH_MILLIS);
        exit = show(link.attributes());
      }
      return exit;
    }
  }

  private int show(Map<String, Object> attributes) {
    Fields status = new Fields(attributes);
    if (json && watch) {
      JsonOutput.printLine(terminal.out(), attributes);
    } else if (json) {
      JsonOutput.print(terminal.out(), attributes);
    } else {
      StatusText.of(status).forEach(terminal.out()::println);
    }
    return exit(status.text("state"));
  }

  private int exit(String state) {
    if (state.equals("ARMED")) {
      return Exit.DONE;
    }
    if (state.equals("DISARMED")) {
      return Exit.NOT_THERE;
    }
    terminal.note(
        (state.isEmpty()
                ? "no state is told"
                : "the state " + state + " is not known to this version")
            + "; use the holdstill.jar that is in that JVM");
    return Exit.FAILED;
  }
}
