package io.holdstill.agent.replay;

import io.holdstill.agent.snapshot.ExactPaths;
import io.holdstill.agent.snapshot.Excludes;
import io.holdstill.agent.snapshot.Manifest;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Replay for a caller in another class loader, to whom the types of this one mean nothing: types of
 * the JDK alone. An open replay may be used by several threads; they take turns.
 */
public final class TestKitDoor {
  private TestKitDoor() {}

  /**
   * @param base a snapshot with its manifest, or null: see {@link #open(Path, Path, String, long)}
   */
  public static Object open(Path journal, Path base) throws IOException {
    return open(journal, base, null, -1);
  }

  /**
   * @param base a snapshot with its manifest; or a plain copy of the directory {@code source}; or
   *     null: the source was empty
   * @param source the absolute path that a plain copy stands for. Null where there is a manifest;
   *     without a base: the deepest directory that holds every name that the journal saw made
   * @param from the entry up to which the journal is in a plain copy, -1 for the journal's
   *     beginning
   */
  public static Object open(Path journal, Path base, String source, long from) throws IOException {
    return open(journal, base, source, from, List.of());
  }

  /**
   * @param excludes globs relative to the source, of names that are not in the state; a snapshot
   *     knows its own
   */
  public static Object open(
      Path journal, Path base, String source, long from, List<String> excludes) throws IOException {
    return open(JournalSource.of(journal), base, source, from, excludes);
  }

  static Object open(JournalSource journal, Path base, String source, long from)
      throws IOException {
    return open(journal, base, source, from, List.of());
  }

  static Object open(
      JournalSource journal, Path base, String source, long from, List<String> excludes)
      throws IOException {
    Path scratch = Files.createTempDirectory("holdstill-replay-");
    try {
      return new Replay(base(journal, base, source, from, excludes), journal, scratch);
    } catch (IOException | RuntimeException e) {
      Removal.of(scratch);
      throw e;
    }
  }

  /** Says of a name below a directory whether it is excluded there, or something above it is. */
  public static Predicate<Path> excluded(List<String> globs, Path directory) {
    Excludes excludes = new Excludes(globs);
    return path -> {
      for (Path at = path; !at.equals(directory); at = at.getParent()) {
        if (excludes.excluded(List.of(directory), at)) {
          return true;
        }
      }
      return false;
    };
  }

  private static Base base(
      JournalSource journal, Path base, String source, long from, List<String> excludes)
      throws IOException {
    boolean sealed = base != null && Files.exists(base.resolve(Manifest.FILE_NAME));
    if (sealed && source == null) {
      requireNone(excludes, base);
      return Bases.ofManifest(base, journal);
    }
    if (base != null && source == null) {
      throw new ReplayRefused(
          base + ": has no manifest; name the directory that it is a copy of as well");
    }
    String stood = source == null ? CommonDirectory.of(journal) : exact(Path.of(source));
    return Bases.ofPlain(base, stood, from, excludes, journal);
  }

  private static void requireNone(List<String> excludes, Path base) throws ReplayRefused {
    if (!excludes.isEmpty()) {
      throw new ReplayRefused(
          base + ": is a snapshot, which knows what is excluded; take it with --exclude instead");
    }
  }

  private static String exact(Path source) {
    return "/" + new ExactPaths(Path.of("/")).of(source);
  }

  /**
   * All boundaries in order: {@code number}, {@code group}, {@code thread}, {@code begunMillis},
   * {@code endedMillis}, {@code bare}, {@code stack}, {@code clean}, {@code whyNot}, {@code
   * overlapped}: not clean because another group was open.
   */
  public static List<Map<String, Object>> points(Object open) {
    List<Map<String, Object>> points = new ArrayList<>();
    synchronized (open) {
      ((Replay) open).points().forEach(point -> points.add(map(point)));
    }
    return points;
  }

  /** Why nothing can be said of what comes after the last point; empty where the journal ends. */
  public static String missing(Object open) {
    synchronized (open) {
      return ((Replay) open).missing();
    }
  }

  /**
   * Lays the state at an entry out in an empty directory, which is made if it is not there.
   *
   * @throws IOException naming why, and the nearest boundaries, if the state cannot be claimed
   */
  public static void materialise(Object open, long number, Path into) throws IOException {
    synchronized (open) {
      ((Replay) open).materialise(number, into);
    }
  }

  public static void close(Object open) throws IOException {
    synchronized (open) {
      ((Closeable) open).close();
    }
  }

  private static Map<String, Object> map(ReplayPoint point) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("number", point.number());
    map.put("group", point.group());
    map.put("thread", point.thread());
    map.put("begunMillis", point.begunMillis());
    map.put("endedMillis", point.endedMillis());
    map.put("bare", point.bare());
    map.put("stack", point.stack());
    map.put("clean", point.clean());
    map.put("whyNot", point.whyNot());
    map.put("overlapped", point.overlapped());
    return map;
  }
}
