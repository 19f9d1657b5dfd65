package io.holdstill.agent.snapshot;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Globs relative to a source; {@code **}{@code /x} also means an x directly below it. */
public final class Excludes {
  private final List<Glob> matchers = new ArrayList<>();

  public Excludes(List<String> globs) {
    for (String glob : globs) {
      add(glob);
      if (glob.startsWith("**/")) {
        add(glob.substring(3));
      }
    }
  }

  private void add(String glob) {
    matchers.add(new Glob(glob));
  }

  /** A source itself is never excluded: it was asked for by name. */
  public boolean excluded(List<Path> sources, Path path) {
    for (Path source : sources) {
      if (path.startsWith(source) && !path.equals(source)) {
        String relative = source.relativize(path).toString();
        if (matchers.stream().anyMatch(matcher -> matcher.matches(relative))) {
          return true;
        }
      }
    }
    return false;
  }
}
