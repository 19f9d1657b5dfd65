package io.holdstill.agent.control;

import io.holdstill.agent.config.BadOptions;
import io.holdstill.agent.config.OptionText;
import io.holdstill.agent.config.Options;
import io.holdstill.agent.config.RequestOptions;
import io.holdstill.agent.snapshot.Manifest;
import io.holdstill.agent.snapshot.SnapshotRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Makes a checked request of what a caller said, or tells all that is wrong with it at once. */
final class RequestReader {
  private final Options options;
  private final Confinement confinement;

  RequestReader(Options options) {
    this.options = options;
    this.confinement = new Confinement(options);
  }

  SnapshotRequest read(String[] sources, String destination, Map<String, String> text) {
    List<String> named = sources == null ? List.of() : Arrays.asList(sources);
    return read(named, destination, () -> RequestOptions.parse(text, options));
  }

  SnapshotRequest read(String sources, String destination, String text) {
    List<String> named = OptionText.list(sources == null ? "" : sources);
    return read(named, destination, () -> RequestOptions.parse(text, options));
  }

  /** The reading of the options, in whichever form they came. */
  private interface Parsing {
    RequestOptions parse() throws BadOptions;
  }

  private SnapshotRequest read(List<String> sources, String destination, Parsing parsing) {
    List<String> problems = new ArrayList<>();
    List<Path> from = sources(sources, problems);
    Path to = path("destination", destination, confinement::destination, problems);
    RequestOptions asked = options(parsing, problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(new BadOptions(problems).getMessage());
    }
    return request(from, to, asked);
  }

  private static SnapshotRequest request(List<Path> from, Path to, RequestOptions asked) {
    return new SnapshotRequest(
        from,
        to,
        asked.exclude(),
        asked.level(),
        asked.maxPause(),
        asked.timeout(),
        asked.strict(),
        asked.allowUnguarded(),
        asked.detached());
  }

  private static RequestOptions options(Parsing parsing, List<String> problems) {
    try {
      return parsing.parse();
    } catch (BadOptions e) {
      problems.addAll(e.problems());
      return null;
    }
  }

  private List<Path> sources(List<String> named, List<String> problems) {
    if (named.isEmpty() && options.sources().isEmpty()) {
      problems.add("sources: none was named and this JVM has none configured; name one");
    }
    List<Path> sources = named.isEmpty() ? options.sources() : new ArrayList<>();
    for (String text : named) {
      Path source = path("source", text, confinement::source, problems);
      if (source != null) {
        sources.add(source);
      }
    }
    checkNames(sources, problems);
    return List.copyOf(sources);
  }

  /** Each source lies under its own name in the destination, beside the manifest. */
  private static void checkNames(List<Path> sources, List<String> problems) {
    Set<Path> names = new HashSet<>();
    for (Path source : sources) {
      if (!names.add(source.getFileName())) {
        problems.add(
            "source=" + source + ": another source has the same name; take them in two snapshots");
      } else if (source.getFileName().toString().equals(Manifest.FILE_NAME)) {
        problems.add("source=" + source + ": is called as the manifest; take its directory");
      }
    }
  }

  private static Path path(
      String key, String text, Function<String, Path> check, List<String> problems) {
    try {
      return check.apply(text == null ? "" : text);
    } catch (IllegalArgumentException e) {
      problems.add(key + "=" + text + ": " + e.getMessage());
      return null;
    }
  }
}
