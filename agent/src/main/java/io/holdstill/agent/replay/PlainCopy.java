package io.holdstill.agent.replay;

import io.holdstill.agent.snapshot.ExactPaths;
import io.holdstill.agent.snapshot.ManifestEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The entries that a manifest of a directory would have, without digests. */
final class PlainCopy {
  private static final int PERMISSION_BITS = 07777;

  private final Path directory;
  private final Predicate<Path> excluded;
  private final ExactPaths paths;
  private final Map<Object, String> firstNames = new HashMap<>();

  /**
   * @param globs of names that are not listed, whether they are there or not
   */
  PlainCopy(Path directory, List<String> globs) {
    this.directory = directory;
    this.excluded = TestKitDoor.excluded(globs, directory);
    this.paths = new ExactPaths(directory);
  }

  List<ManifestEntry> entries() throws IOException {
    List<ManifestEntry> entries = new ArrayList<>();
    try (Stream<Path> found = Files.walk(directory)) {
      for (Path path : (Iterable<Path>) found::iterator) {
        ManifestEntry entry = excluded.test(path) ? null : entry(path);
        if (entry != null) {
          entries.add(entry);
        }
      }
    }
    return entries;
  }

  /** Null for a socket, FIFO or device. */
  private ManifestEntry entry(Path path) throws IOException {
    Map<String, Object> unix = Files.readAttributes(path, "unix:*", LinkOption.NOFOLLOW_LINKS);
    String name = path.equals(directory) ? "" : paths.of(path);
    if ((Boolean) unix.get("isDirectory")) {
      return entry(name, "directory", unix, "");
    }
    if ((Boolean) unix.get("isSymbolicLink")) {
      String target = ExactPaths.ofLinkTarget(Files.readSymbolicLink(path));
      return entry(name, "symlink", unix, target);
    }
    if (!(Boolean) unix.get("isRegularFile")) {
      return null;
    }
    String first = firstNames.putIfAbsent(unix.get("fileKey"), name);
    return first == null ? entry(name, "file", unix, "") : entry(name, "hardlink", unix, first);
  }

  private static ManifestEntry entry(
      String name, String type, Map<String, Object> unix, String target) {
    Instant modified = ((FileTime) unix.get("lastModifiedTime")).toInstant();
    return new ManifestEntry(
        name,
        type,
        type.equals("file") ? (Long) unix.get("size") : 0,
        (Integer) unix.get("mode") & PERMISSION_BITS,
        (Integer) unix.get("uid"),
        (Integer) unix.get("gid"),
        modified.getEpochSecond(),
        modified.getNano(),
        "",
        target);
  }
}
