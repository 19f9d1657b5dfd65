package io.holdstill.agent.cli;

import io.holdstill.agent.replay.JournalSource;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Runs one command and ends the process with its exit code. */
public final class Main {
  private static final int HELP_COLUMNS = 100;

  private final Terminal terminal;
  private final Journals journals;
  private final boolean json;
  private final boolean debug;

  private Main(Terminal terminal, Journals journals, String[] args) {
    this.terminal = terminal;
    this.journals = journals;
    this.json = Arrays.asList(args).contains("--json");
    this.debug = Arrays.asList(args).contains("--debug");
  }

  /** The only place that ends the process. */
  public static void main(String[] args) {
    System.exit(run(args, Terminal.ofProcess()));
  }

  static int run(String[] args, Terminal terminal) {
    return run(args, terminal, JournalSource::of);
  }

  static int run(String[] args, Terminal terminal, Journals journals) {
    return new Main(terminal, journals, args).commandLine().execute(args);
  }

  private CommandLine commandLine() {
    CommandLine line = new CommandLine(new HoldstillCommand());
    line.addSubcommand(new ListCommand(terminal));
    line.addSubcommand(new StatusCommand(terminal));
    line.addSubcommand(new SnapshotCommand(terminal));
    line.addSubcommand(new VerifyCommand(terminal));
    line.addSubcommand(new MarkCommand(terminal));
    line.addSubcommand(new JournalCommand(terminal, journals));
    line.addSubcommand(new ReplayCommand(terminal, journals));
    line.setUsageHelpWidth(HELP_COLUMNS);
    LaterCommand.NAMES.forEach(name -> line.addSubcommand(name, new LaterCommand()));
    line.setOut(new PrintWriter(terminal.out(), true));
    line.setErr(new PrintWriter(terminal.err(), true));
    line.setParameterExceptionHandler(this::wrongLine);
    line.setExecutionExceptionHandler(this::failed);
    return line;
  }

  private int wrongLine(ParameterException e, String[] args) {
    String name = e.getCommandLine().getCommandSpec().qualifiedName();
    tell(e.getMessage(), e);
    terminal.note("see '" + name + " --help'");
    return Exit.USAGE;
  }

  private int failed(Exception e, CommandLine line, ParseResult parsed) {
    if (e instanceof ParameterException wrong) {
      return wrongLine(wrong, new String[0]);
    }
    if (e instanceof CliFailure failure) {
      tell(failure.getMessage(), failure);
      return failure.exitCode();
    }
    tell("a fault of holdstill itself: " + e + "; please report it with the output of --debug", e);
    return Exit.FAILED;
  }

  private void tell(String message, Exception e) {
    if (json) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("verdict", "FAILED");
      object.put("error", message);
      JsonOutput.print(terminal.out(), object);
    }
    terminal.note(message);
    if (debug) {
      e.printStackTrace(terminal.err());
    }
  }
}
