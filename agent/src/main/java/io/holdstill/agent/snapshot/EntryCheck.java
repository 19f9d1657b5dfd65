package io.holdstill.agent.snapshot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares one entry of a manifest with the file that it describes. */
final class EntryCheck {
  private static final int FORMAT_BITS = 0170000;
  private static final int PERMISSION_BITS = 07777;
  private static final Map<Integer, String> TYPES =
      Map.of(
          0100000,
          "file",
          0040000,
          "directory",
          0120000,
          "symlink",
          0010000,
          "fifo",
          0140000,
          "socket",
          0060000,
          "block device",
          0020000,
          "character device");

  private static final String BEHIND_LINK =
      "lies behind a symbolic link, where nothing is of the snapshot; it was not looked at";

  private final ExactPaths paths;
  private final Within within;
  private final List<Difference> differences;
  private final VerificationMeter meter;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 18);

  EntryCheck(ExactPaths paths, List<Difference> differences, VerificationMeter meter) {
    this.paths = paths;
    this.within = new Within(paths);
    this.differences = differences;
    this.meter = meter;
  }

  void compare(ManifestEntry entry) {
    try {
      compare(entry, paths.path(entry.path()));
    } catch (NoSuchFileException e) {
      report(entry, "missing", "missing; the manifest lists a " + entry.type() + " here");
    } catch (IOException e) {
      report(entry, "unreadable", "cannot be read (" + e + "); look again as a user who may");
    }
    meter.fileDone();
  }

  private void compare(ManifestEntry entry, Path path) throws IOException {
    if (!within.holds(entry.path())) {
      report(entry, "outside", BEHIND_LINK);
      return;
    }
    Map<String, Object> found =
        Files.readAttributes(
            path, "unix:mode,size,lastModifiedTime,fileKey", LinkOption.NOFOLLOW_LINKS);
    String type = TYPES.getOrDefault((Integer) found.get("mode") & FORMAT_BITS, "unknown");
    String expected = entry.type().equals("hardlink") ? "file" : entry.type();
    if (!type.equals(expected)) {
      report(entry, "type", "a " + type + "; the manifest says " + expected);
      return;
    }
    switch (entry.type()) {
      case "file" -> compareContent(entry, path, (Long) found.get("size"));
      case "hardlink" -> compareHardLink(entry, found.get("fileKey"));
      case "symlink" -> compareTarget(entry, path);
      default -> {}
    }
    if (!type.equals("symlink")) {
      compareMode(entry, (Integer) found.get("mode") & PERMISSION_BITS);
    }
    compareTime(entry, ((FileTime) found.get("lastModifiedTime")).toInstant());
  }

  private void compareContent(ManifestEntry entry, Path path, long size) throws IOException {
    String sizes = size + " bytes; the manifest says " + entry.size();
    if (size < entry.size()) {
      report(entry, "truncated", "truncated to " + sizes);
    } else if (size > entry.size()) {
      report(entry, "longer", "grown to " + sizes);
    } else if (!digest(path, entry.digest()).equals(entry.digest())) {
      report(entry, "changed", "changed; its digest is not that of the manifest");
    }
  }

  private void compareTarget(ManifestEntry entry, Path path) throws IOException {
    String target = ExactPaths.ofLinkTarget(Files.readSymbolicLink(path));
    if (!target.equals(entry.target())) {
      String shown = ExactPaths.readable(target);
      String expected = ExactPaths.readable(entry.target());
      report(entry, "target", "points to " + shown + "; the manifest says " + expected);
    }
  }

  private void compareHardLink(ManifestEntry entry, Object fileKey) throws IOException {
    Path other = paths.path(entry.target());
    Object otherKey =
        within.holds(entry.target()) && Files.exists(other, LinkOption.NOFOLLOW_LINKS)
            ? Files.readAttributes(other, "unix:fileKey", LinkOption.NOFOLLOW_LINKS).get("fileKey")
            : null;
    if (!fileKey.equals(otherKey)) {
      String expected = ExactPaths.readable(entry.target());
      report(entry, "link", "a file of its own; the manifest says a hard link to " + expected);
    }
  }

  private void compareMode(ManifestEntry entry, int mode) {
    if (mode != entry.mode()) {
      String modes = String.format("mode %04o; the manifest says %04o", mode, entry.mode());
      report(entry, "mode", modes);
    }
  }

  private void compareTime(ManifestEntry entry, Instant modified) {
    Instant expected = Instant.ofEpochSecond(entry.mtimeSeconds(), entry.mtimeNanos());
    // Java sets the time of a link itself to the microsecond only.
    boolean link = entry.type().equals("symlink");
    ChronoUnit precision = link ? ChronoUnit.MICROS : ChronoUnit.NANOS;
    if (!modified.truncatedTo(precision).equals(expected.truncatedTo(precision))) {
      report(entry, "modified", "modified at " + modified + "; the manifest says " + expected);
    }
  }

  private String digest(Path path, String written) throws IOException {
    ContentDigest digest = ContentDigest.like(written);
    Set<? extends OpenOption> options = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    try (FileChannel channel = FileChannel.open(path, options)) {
      while (channel.read(buffer.clear()) >= 0) {
        meter.read(buffer.position());
        digest.update(buffer.flip());
      }
    }
    return digest.text();
  }

  private void report(ManifestEntry entry, String kind, String message) {
    String shown = ExactPaths.readable(entry.path());
    differences.add(new Difference(kind, shown, shown + ": " + message));
  }
}
