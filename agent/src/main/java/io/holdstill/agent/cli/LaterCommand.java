package io.holdstill.agent.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Stands in for the commands whose names are taken and which this version does not have. */
@Command(hidden = true)
final class LaterCommand implements Callable<Integer> {
  static final List<String> NAMES = List.of("attach", "quiesce", "disarm", "arm");

  @Spec private CommandSpec spec;

  @Parameters(hidden = true)
  private List<String> parameters = new ArrayList<>();

  @Unmatched private List<String> options = new ArrayList<>();

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(),
        "the command '" + spec.name() + "' comes with a later version; this one does not have it");
  }
}
