package io.holdstill.agent.snapshot;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** Finds what lies in a snapshot and is not in its manifest. */
final class ExtraFiles {
  private final ExactPaths paths;
  private final Set<String> listed;
  private final List<Difference> differences;
  // Not recursive: a tree may be deeper than a stack.
  private final Deque<Path> directories = new ArrayDeque<>();

  ExtraFiles(ExactPaths paths, Set<String> listed, List<Difference> differences) {
    this.paths = paths;
    this.listed = listed;
    this.differences = differences;
  }

  /** Of an extra directory itself is reported, not all that it holds. */
  void look(Path root) {
    directories.add(root);
    while (!directories.isEmpty()) {
      Path directory = directories.remove();
      try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
        children.forEach(child -> look(child, paths.of(child)));
      } catch (DirectoryIteratorException e) {
        unreadable(directory, root, e.getCause());
      } catch (IOException e) {
        unreadable(directory, root, e);
      }
    }
  }

  private void look(Path child, String exact) {
    boolean directory = Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS);
    if (!listed.contains(exact) && !exact.equals(Manifest.FILE_NAME)) {
      String what = directory ? "directory" : "file";
      report("extra", exact, "extra; the manifest lists no such " + what);
    } else if (directory) {
      directories.add(child);
    }
  }

  private void unreadable(Path directory, Path root, IOException e) {
    String exact = directory.equals(root) ? "." : paths.of(directory);
    report("unreadable", exact, "cannot be listed (" + e + "); look again as a user who may");
  }

  private void report(String kind, String exact, String message) {
    String shown = ExactPaths.readable(exact);
    differences.add(new Difference(kind, shown, shown + ": " + message));
  }
}
