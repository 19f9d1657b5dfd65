package io.holdstill.agent.control;

import io.holdstill.agent.config.Options;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Makes paths of what a caller wrote, and keeps a caller within {@code sources} and {@code
 * snapshots} where they are set. What is compared is what the kernel would reach: symbolic links
 * and {@code ..} are followed first, the last name of a path excepted, for a link that is named
 * itself is copied as a link. What was compared is also what is used.
 */
final class Confinement {
  private final Options options;

  Confinement(Options options) {
    this.options = options;
  }

  /**
   * @throws IllegalArgumentException saying why the path cannot be a source here
   */
  Path source(String text) {
    Path path = absolute(text);
    return named(options.sources().isEmpty() ? plain(path) : amongSources(path));
  }

  /**
   * @throws IllegalArgumentException saying why the path cannot be a destination here
   */
  Path destination(String text) {
    Path path = absolute(text);
    return named(options.snapshots() == null ? plain(path) : belowSnapshots(path));
  }

  private static Path absolute(String text) {
    Path path = path(text);
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException(
          "is relative, and this process may stand elsewhere than you; write an absolute path");
    }
    return path;
  }

  private static Path path(String text) {
    try {
      return text.startsWith("file:") ? Path.of(URI.create(exact(text))) : Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("is not a path here: " + e.getReason(), e);
    } catch (FileSystemNotFoundException | IllegalArgumentException e) {
      throw new IllegalArgumentException("is not a file: URI: " + e.getMessage(), e);
    }
  }

  /** With less than three slashes the JDK takes what the process's locale can write, no more. */
  private static String exact(String uri) {
    return uri.startsWith("file:/") && !uri.startsWith("file://")
        ? "file://" + uri.substring("file:".length())
        : uri;
  }

  /** As it was written, unless {@code ..} would make its last name something else. */
  private static Path plain(Path path) {
    return hasDots(path) ? resolved(path) : path;
  }

  private Path amongSources(Path path) {
    Path resolved = resolved(path);
    for (Path root : options.sources()) {
      if (resolved.startsWith(resolvedWhole(root)) || resolved.equals(resolved(root))) {
        return resolved;
      }
    }
    throw outside(path, resolved, "sources=" + options.sources());
  }

  private Path belowSnapshots(Path path) {
    Path resolved = resolved(path);
    Path root = resolvedWhole(options.snapshots());
    if (resolved.startsWith(root) && !resolved.equals(root)) {
      return resolved;
    }
    throw outside(path, resolved, "snapshots=" + options.snapshots());
  }

  private static IllegalArgumentException outside(Path path, Path resolved, String bounds) {
    String reached = resolved.equals(path) ? "" : " (it is " + resolved + ")";
    return new IllegalArgumentException(
        "lies outside of this JVM's " + bounds + reached + "; name one below");
  }

  private static Path named(Path path) {
    if (path.getNameCount() == 0) {
      throw new IllegalArgumentException("is the root directory; name one below it");
    }
    return path;
  }

  private static boolean hasDots(Path path) {
    for (Path name : path) {
      if (isDots(name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDots(Path name) {
    return name.toString().equals(".") || name.toString().equals("..");
  }

  /** All links of the directories on the way followed, the last name kept. */
  private static Path resolved(Path path) {
    Path name = path.getFileName();
    boolean whole = name == null || isDots(name);
    return whole ? resolvedWhole(path) : resolvedWhole(path.getParent()).resolve(name);
  }

  /** Of what does not exist yet, the deepest directory that does is resolved. */
  private static Path resolvedWhole(Path path) {
    Path existing = path;
    while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    try {
      Path real = existing.toRealPath();
      int from = existing.getNameCount();
      int to = path.getNameCount();
      return from == to ? real : real.resolve(path.subpath(from, to)).normalize();
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot be resolved (" + e + "); name another", e);
    }
  }
}
