package io.holdstill.agent.replay;

import io.holdstill.agent.snapshot.ExactPaths;
import io.holdstill.agent.snapshot.Excludes;
import java.nio.file.Path;
import java.util.List;

/** What belongs to the state: all below the sources, but for what is excluded. */
final class Roots {
  private static final ExactPaths ABSOLUTE = new ExactPaths(Path.of("/"));

  final List<Base.Source> all;
  private final List<String> globs;
  private final List<Path> sources;
  private final Excludes excludes;

  Roots(List<Base.Source> all, List<String> globs) {
    this.all = all;
    this.globs = globs;
    sources = all.stream().map(root -> path(root.path())).toList();
    excludes = new Excludes(globs);
  }

  boolean holds(String path) {
    return all.stream().anyMatch(root -> holds(root, path));
  }

  private boolean holds(Base.Source root, String path) {
    if (path.equals(root.path())) {
      return true;
    }
    if (!Names.below(root.path(), path) || excluded(path)) {
      return false;
    }
    return globs.isEmpty() || holds(root, Names.parent(path));
  }

  /** Of the name alone; what lies below an excluded directory is not there either. */
  boolean excluded(String path) {
    return !globs.isEmpty() && excludes.excluded(sources, path(path));
  }

  /**
   * True if moving a directory can bring names into the state that were excluded where they were.
   * Globs on the last name alone mean the same wherever the directory is.
   */
  boolean excludesByPlace() {
    return globs.stream().anyMatch(Roots::byPlace);
  }

  private static boolean byPlace(String glob) {
    String name = glob.startsWith("**/") ? glob.substring(3) : glob;
    return name.contains("/") || name.contains("**");
  }

  /** The path of these very bytes. */
  static Path path(String exact) {
    return exact.isEmpty() ? Path.of("/") : ABSOLUTE.path(exact.substring(1));
  }
}
