package io.holdstill.agent.cli;

import io.holdstill.agent.replay.Shown;
import io.holdstill.agent.snapshot.Difference;
import io.holdstill.agent.snapshot.Verification;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares a finished snapshot with its manifest; needs no JVM but its own. */
@Command(
    name = "verify",
    description = {
      "Compares every file of a snapshot with its manifest, and says what the snapshot claims.",
      "Owners are not compared."
    },
    exitCodeList = {
      "0:every file is as the manifest says",
      "1:the snapshot cannot be read",
      "2:the command line is wrong",
      "3:a difference was found, or the level is not the required one"
    },
    footer = {
      "  holdstill verify /backup/today",
      "  holdstill verify /backup/today --require group",
      "  holdstill verify /backup/today --json"
    })
final class VerifyCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "DEST", description = "The directory of the snapshot.")
  private Path destination;

  @Option(
      names = "--require",
      paramLabel = "LEVEL",
      converter = LevelName.class,
      description = "group: refuse a snapshot that is not consistent at level group.")
  private String required;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(names = "--quiet", description = "Print differences only.")
  private boolean quiet;

  @Mixin private CommonOptions common;

  VerifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Verification verification = verification();
    String shortfall = shortfall(new Fields(verification.report()));
    boolean good = verification.differences().isEmpty() && shortfall.isEmpty();
    if (json) {
      JsonOutput.print(terminal.out(), object(verification, good, shortfall));
    } else {
      print(verification, shortfall);
    }
    return good ? Exit.DONE : Exit.REFUSED;
  }

  private Verification verification() {
    try (ProgressView view = ProgressView.on(terminal, !json && !quiet)) {
      return Verification.of(
          terminal.directory().resolve(destination),
          at -> view.show(at.getPhase(), at.getBytesDone(), at.getBytesTotal()));
    } catch (NoSuchFileException | NotDirectoryException e) {
      String message = destination + ": there is no such directory; name that of a snapshot";
      throw new CliFailure(Exit.FAILED, message, e);
    } catch (IOException e) {
      throw new CliFailure(Exit.FAILED, destination + ": cannot be read: " + e, e);
    }
  }

  /** What the snapshot claims less than was required. */
  private String shortfall(Fields claim) {
    boolean consistent = claim.text("verdict").equals("CONSISTENT");
    boolean enough = consistent && claim.text("level").equals("group");
    if (!"group".equals(required) || enough || claim.text("verdict").isEmpty()) {
      return "";
    }
    return "--require group: the snapshot claims " + claim(claim) + "; take one at level group";
  }

  private static String claim(Fields report) {
    return report.text("verdict") + " (level " + report.text("level") + ")";
  }

  private static Map<String, Object> object(
      Verification verification, boolean good, String shortfall) {
    Map<String, Object> object = new LinkedHashMap<>(verification.report());
    object.put("verified", good);
    object.put("shortfall", shortfall);
    object.put("differences", verification.differences().stream().map(VerifyCommand::map).toList());
    return object;
  }

  private static Map<String, Object> map(Difference difference) {
    return Map.of(
        "kind", difference.kind(), "path", difference.path(), "message", difference.message());
  }

  private void print(Verification verification, String shortfall) {
    List<Difference> differences = verification.differences();
    Fields report = new Fields(verification.report());
    differences.forEach(difference -> say(difference.message()));
    if (!shortfall.isEmpty()) {
      say(shortfall);
    }
    if (!verification.report().isEmpty() && !quiet) {
      printClaim(report, differences.size());
    }
  }

  private void printClaim(Fields report, int differences) {
    String found =
        differences == 0
            ? "every file is as the manifest says"
            : Quantities.count(differences, "difference") + " found";
    say(destination + ": " + found);
    say(
        String.format(
            "  it claims %s, snapshot point %s, %s, %s",
            claim(report),
            report.text("snapshotPoint"),
            Quantities.count(report.number("files"), "file"),
            Quantities.bytes(report.number("bytes"))));
  }

  /** One line; the manifest may be somebody else's work. */
  private void say(String line) {
    terminal.out().println(Shown.text(line));
  }
}
