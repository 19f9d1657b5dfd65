package io.holdstill.agent.cli;

import io.holdstill.agent.journal.BadJournal;
import io.holdstill.agent.replay.Shown;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists what a journal holds; needs no JVM but its own, and may be used while it grows. */
@Command(
    name = "journal",
    description = {
      "Lists what a journal holds: sessions, groups, files, marks, snapshots, and what is missing."
    },
    exitCodeList = {
      "0:listed, whatever is missing in it",
      "1:it cannot be read, or has no such group",
      "2:the command line is wrong",
      "3:it is no journal, or one of another version"
    },
    footer = {
      "  holdstill journal /data/journal",
      "  holdstill journal /data/journal --groups",
      "  holdstill journal /data/journal --group 4711 --json"
    })
final class JournalCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Journals journals;

  @Parameters(index = "0", paramLabel = "DIR", description = "The directory of the journal.")
  private Path directory;

  @Option(names = "--groups", description = "List each group.")
  private boolean groups;

  @Option(
      names = "--group",
      paramLabel = "N",
      description = "List the operations of the group of this number instead.")
  private Long group;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private CommonOptions common;

  JournalCommand(Terminal terminal, Journals journals) {
    this.terminal = terminal;
    this.journals = journals;
  }

  @Override
  public Integer call() {
    Path there = terminal.directory().resolve(directory);
    try {
      if (group != null) {
        show(GroupOperations.of(journals.at(there), group));
      } else {
        all(there);
      }
      return Exit.DONE;
    } catch (BadJournal e) {
      throw new CliFailure(Exit.REFUSED, e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new CliFailure(Exit.REFUSED, directory + ": " + e.getMessage(), e);
    } catch (IOException | UncheckedIOException e) {
      throw new CliFailure(Exit.FAILED, directory + ": cannot be read: " + e, e);
    }
  }

  private void all(Path there) throws IOException {
    List<Object> list = new ArrayList<>();
    JournalTally tally =
        JournalTally.of(
            journals.at(there),
            each -> {
              if (groups) {
                list.add(GroupObject.of(each));
              }
            });
    Map<String, Object> object = JournalObject.of(tally, directory.toString(), bytes(there));
    if (groups) {
      object.put("list", list);
    }
    if (json) {
      JsonOutput.print(terminal.out(), object);
    } else {
      JournalText.of(new Fields(object)).forEach(terminal.out()::println);
    }
  }

  private static long bytes(Path there) throws IOException {
    long bytes = 0;
    if (Files.isDirectory(there)) {
      try (Stream<Path> files = Files.walk(there)) {
        for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
          bytes += Files.size(file);
        }
      }
    }
    return bytes;
  }

  /**
   * @param object null where there is no such group
   */
  private void show(Map<String, Object> object) {
    if (object == null) {
      throw new CliFailure(
          Exit.FAILED,
          directory + ": has no group " + group + "; --groups lists those that it has");
    }
    if (json) {
      JsonOutput.print(terminal.out(), object);
      return;
    }
    Fields fields = new Fields(object);
    terminal
        .out()
        .printf(
            "group %d: %s, thread %s, %s to %s%n",
            group,
            Shown.text(fields.text("name")),
            Shown.text(fields.text("thread")),
            fields.text("begun"),
            fields.text("ended"));
    fields.records("operations").forEach(op -> terminal.out().println(line(op)));
  }

  private static String line(Fields op) {
    StringBuilder line = new StringBuilder("  " + op.number("number") + " " + op.text("kind"));
    for (String name : List.of("file", "position", "length", "path", "to", "target", "text")) {
      if (!op.text(name).isEmpty() && !op.text(name).equals("0")) {
        line.append(' ').append(name).append(' ').append(Shown.text(op.text(name)));
      }
    }
    return line.toString();
  }
}
