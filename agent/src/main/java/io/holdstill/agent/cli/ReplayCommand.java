package io.holdstill.agent.cli;

import io.holdstill.agent.journal.BadJournal;
import io.holdstill.agent.replay.BadUntil;
import io.holdstill.agent.replay.ReplayJob;
import io.holdstill.agent.replay.ReplayRefused;
import io.holdstill.agent.replay.Shown;
import io.holdstill.agent.snapshot.BadManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings a snapshot forward; needs no JVM but its own. */
@Command(
    name = "replay",
    description = {
      "Applies the write groups of a journal to a copy of a snapshot, up to a clean boundary: one"
          + " at which no group was open that shares a file with those before it.",
      "NEW must not exist; it becomes a snapshot with a manifest of its own. DEST is only read."
    },
    exitCodeList = {
      "0:done, and every claim in the manifest holds",
      "1:failed; nothing is left behind",
      "2:the command line is wrong",
      "3:refused because it could not be guaranteed; names the nearest boundaries that can be",
      "130:interrupted; nothing is left behind"
    },
    footer = {
      "  holdstill replay /backup/today --journal /data/journal --to /backup/later",
      "  holdstill replay /backup/today --journal /data/journal --to /backup/later --until 4711",
      "  holdstill replay /backup/today --journal /data/journal --to /backup/later"
          + " --until 2026-11-23T21:00:00Z"
    })
final class ReplayCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Journals journals;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "DEST", description = "The directory of the snapshot.")
  private Path snapshot;

  @Option(
      names = "--journal",
      required = true,
      paramLabel = "DIR",
      description = "The journal that was on when the snapshot was taken.")
  private Path journal;

  @Option(names = "--to", required = true, paramLabel = "NEW", description = "Where it goes.")
  private Path to;

  @Option(
      names = "--until",
      paramLabel = "GROUP|TIME|MARK",
      description = {
        "A number as 'holdstill journal' lists it; a time (ISO-8601, local without an offset): the"
            + " last clean boundary at or before it; or the name of a mark, or mark:NAME where the"
            + " name looks like one of the others. Without it, the end."
      })
  private String until;

  @Option(names = "--json", description = "Print the report as one JSON object.")
  private boolean json;

  @Option(names = "--quiet", description = "Print nothing but failures.")
  private boolean quiet;

  @Mixin private CommonOptions common;

  ReplayCommand(Terminal terminal, Journals journals) {
    this.terminal = terminal;
    this.journals = journals;
  }

  @Override
  public Integer call() {
    if (until != null && until.isBlank()) {
      throw new ParameterException(
          spec.commandLine(), "--until: is empty; leave it out for the journal's end");
    }
    try {
      show(run());
      return Exit.DONE;
    } catch (ReplayRefused e) {
      return refused(e);
    } catch (BadUntil e) {
      throw new CliFailure(Exit.USAGE, e.getMessage(), e);
    } catch (BadJournal | BadManifest e) {
      throw new CliFailure(Exit.REFUSED, e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      // An entry whose checksum fits and that makes no sense, or is of a later version.
      throw new CliFailure(Exit.REFUSED, journal + ": " + e.getMessage(), e);
    } catch (NoSuchFileException | NotDirectoryException e) {
      throw new CliFailure(Exit.FAILED, e.getMessage() + ": there is no such directory", e);
    } catch (IOException e) {
      throw new CliFailure(Exit.FAILED, String.valueOf(e.getMessage()), e);
    }
  }

  private Map<String, Object> run() throws IOException {
    ReplayJob.Request request =
        new ReplayJob.Request(
            there(snapshot), there(journal), there(to), until == null ? "" : until);
    try (ProgressView view = ProgressView.on(terminal, !json && !quiet)) {
      ReplayJob job =
          new ReplayJob(
              request,
              journals.at(there(journal)),
              at -> view.show(at.getPhase(), at.getBytesDone(), at.getBytesTotal()));
      return Interrupt.guarding(() -> interrupted(view, job), () -> unchecked(job));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static Map<String, Object> unchecked(ReplayJob job) {
    try {
      return job.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void interrupted(ProgressView view, ReplayJob job) {
    view.close();
    job.cancel();
    terminal.note("interrupted; nothing is left of the replay");
  }

  private Path there(Path path) {
    return terminal.directory().resolve(path);
  }

  private void show(Map<String, Object> report) {
    Fields fields = new Fields(report);
    if (json) {
      JsonOutput.print(terminal.out(), report);
    } else if (!quiet) {
      List<String> lines = ReportText.of(fields);
      lines.forEach(terminal.out()::println);
      String groups = Quantities.count(fields.number("replayedGroups"), "group");
      terminal
          .out()
          .println(Shown.text("  " + groups + " applied to " + fields.text("replayedFrom")));
    }
    if (until == null && !fields.truth("journalEnded")) {
      terminal.note(
          "the journal does not say that its JVM ended: what was written last may not be in it");
    }
    if (!fields.text("verdict").equals("CONSISTENT")) {
      terminal.note(
          "the snapshot that it was made from claims " + fields.text("verdict") + "; so does it");
    }
  }

  private int refused(ReplayRefused e) {
    if (json) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("verdict", "FAILED");
      object.put("error", e.getMessage());
      object.put("boundaryBefore", e.before() < 0 ? null : e.before());
      object.put("boundaryAfter", e.after() < 0 ? null : e.after());
      JsonOutput.print(terminal.out(), object);
    }
    terminal.note(e.getMessage());
    return Exit.REFUSED;
  }
}
