package io.holdstill.agent.cli;

import io.holdstill.agent.config.BadOptions;
import io.holdstill.agent.config.OptionText;
import io.holdstill.agent.config.Options;
import io.holdstill.agent.config.RequestOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Has one JVM take a snapshot, and says what came of it. */
@Command(
    name = "snapshot",
    description = {
      "Has a JVM copy files that it is writing to, as they stood at one instant.",
      "DEST must not exist; it becomes a directory that holds each SOURCE under its own name and"
          + " holdstill-manifest.json. The JVM writes it, as its own user."
    },
    exitCodeList = {
      "0:done, and every claim in the manifest holds",
      "1:failed; nothing is left behind, the application is unharmed; or the answer makes no sense",
      "2:the command line is wrong",
      "3:refused because it could not be guaranteed",
      "4:no snapshot point within the timeout; says who was in the way",
      "5:Holdstill is not in that JVM, or is disarmed",
      "130:interrupted; the snapshot was cancelled and cleaned up"
    },
    footer = {
      "  holdstill snapshot 4711 /data/store --to /backup/today",
      "  holdstill snapshot com.acme.Server /data --exclude '**/*.log' --to /backup/today",
      "  holdstill snapshot 4711 --to /backup/today --level group --max-pause 5ms --json"
    })
final class SnapshotCommand implements Callable<Integer> {
  private static final String NO_LIMITS = "max-pause-limit=1h,timeout-limit=876000h";

  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "TARGET", description = "PID, name, host:port or JMX URL.")
  private String target;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "SOURCE",
      description = "A file or directory; without any, those that the agent was configured with.")
  private List<Path> sources = new ArrayList<>();

  @Option(names = "--to", required = true, paramLabel = "DEST", description = "Where it goes.")
  private Path destination;

  @Option(
      names = "--exclude",
      paramLabel = "GLOB",
      description = "Leave out what matches, relative to a SOURCE. May be repeated.")
  private List<String> exclude = new ArrayList<>();

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      description = "group: an instant between write groups. write: accept one between writes.")
  private String level;

  @Option(
      names = "--max-pause",
      paramLabel = "D",
      description = "The longest that writers are held in one attempt, for example 5ms.")
  private String maxPause;

  @Option(
      names = "--timeout",
      paramLabel = "D",
      description = "The longest that a snapshot point is looked for, for example 30s.")
  private String timeout;

  @Option(names = "--provider", paramLabel = "NAME", description = "How the bytes are made: copy.")
  private String provider;

  @Option(names = "--attach", hidden = true)
  private boolean attach;

  @Option(names = "--strict", description = "Refuse what could not be checked.")
  private boolean strict;

  @Option(
      names = "--allow-unguarded",
      description = "Go on although a file can change without passing the barrier.")
  private boolean allowUnguarded;

  @Option(names = "--json", description = "Print the report as one JSON object.")
  private boolean json;

  @Option(names = "--quiet", description = "Print nothing but failures.")
  private boolean quiet;

  @Mixin private CommonOptions common;

  SnapshotCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    refuseAttach();
    refuseBadOptions();
    Target jvm = Target.of(target);
    refuseRelativePaths(jvm);
    noteNamespace(jvm);
    SnapshotOutcome outcome = new SnapshotOutcome(terminal, json, quiet);
    try (AgentLink link = AgentLink.to(jvm)) {
      Map<String, Object> report = run(new SnapshotRun(link), outcome);
      return outcome.show(report, Judgement.of(new Fields(report), allowUnguarded, level));
    }
  }

  private Map<String, Object> run(SnapshotRun run, SnapshotOutcome outcome) {
    String from = OptionText.join(sources.stream().map(this::there).toList());
    try (ProgressView view = ProgressView.on(terminal, !json && !quiet)) {
      return Interrupt.guarding(
          () -> outcome.interrupted(view, run.cancel()),
          () -> run.run(from, there(destination), options(), view));
    }
  }

  /** As the JVM is to understand it, which need not stand where we stand. */
  private String there(Path path) {
    return terminal.directory().resolve(path).toString();
  }

  private String options() {
    Map<String, String> given = new LinkedHashMap<>();
    given.put("exclude", exclude.isEmpty() ? null : OptionText.join(exclude));
    given.put("level", level);
    given.put("max-pause", maxPause);
    given.put("timeout", timeout);
    given.put("provider", provider == null ? null : OptionText.escape(provider));
    given.put("strict", strict ? "true" : null);
    given.put("allow-unguarded", allowUnguarded ? "true" : null);
    return given.entrySet().stream()
        .filter(option -> option.getValue() != null)
        .map(option -> option.getKey() + "=" + option.getValue())
        .collect(Collectors.joining(","));
  }

  private void refuseAttach() {
    if (attach) {
      throw new ParameterException(
          spec.commandLine(),
          "--attach comes with a later version; start that JVM with -javaagent:holdstill.jar");
    }
  }

  /** All at once, and before a connection is made; the agent's own limits are its to apply. */
  private void refuseBadOptions() {
    try {
      RequestOptions.parse(options(), Options.parse(NO_LIMITS));
    } catch (BadOptions e) {
      throw new ParameterException(spec.commandLine(), String.join("\n", e.problems()));
    }
  }

  private void refuseRelativePaths(Target jvm) {
    List<Path> paths = new ArrayList<>(sources);
    paths.add(destination);
    boolean relative = paths.stream().anyMatch(path -> !path.isAbsolute());
    if (jvm.pid().isEmpty() && relative) {
      throw new ParameterException(
          spec.commandLine(), "paths are those of " + jvm.name() + "; write absolute ones");
    }
  }

  private void noteNamespace(Target jvm) {
    if (jvm.pid().isPresent()) {
      Path there = Path.of(there(destination));
      MountNamespace.ofThisMachine()
          .seenFromHere(jvm.pid().getAsLong(), there)
          .ifPresent(
              here ->
                  terminal.note(
                      jvm.name()
                          + " has a mount namespace of its own (a container), SOURCE and DEST are"
                          + " paths there; seen from here DEST is "
                          + here));
    }
  }
}
