package io.holdstill.agent.snapshot;

import io.holdstill.agent.posix.OwnerOnly;
import io.holdstill.runtime.gate.FileStatus;
import io.holdstill.runtime.gate.GuardedFile;
import io.holdstill.runtime.gate.Io;
import io.holdstill.runtime.gate.Shot;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where everything goes below the destination, and the entries that the manifest makes of it. */
final class Layout {
  /** A name and where it is laid. */
  private record Placed(Node node, Path at) {}

  private final Path destination;
  private final List<Placed> directories = new ArrayList<>();
  private final List<Placed> links = new ArrayList<>();
  private final List<Placed> furtherNames = new ArrayList<>();
  private final Map<GuardedFile, Placed> files = new LinkedHashMap<>();
  private final List<ManifestEntry> entries = new ArrayList<>();

  Layout(Tree tree, Path destination) {
    this.destination = destination;
    tree.roots().forEach((name, node) -> place(node, destination.resolve(name)));
  }

  private void place(Node node, Path at) {
    Placed placed = new Placed(node, at);
    if (node.children != null) {
      directories.add(placed);
      node.children.forEach((name, child) -> place(child, at.resolve(name)));
    } else if (node.target != null) {
      links.add(placed);
    } else if (files.putIfAbsent(node.file, placed) != null) {
      furtherNames.add(placed);
    }
  }

  /** The longest path of all, relative to the destination. */
  Path longest() {
    Path longest = destination;
    for (List<Placed> some :
        List.of(directories, links, furtherNames, List.copyOf(files.values()))) {
      for (Placed placed : some) {
        longest = Io.bytes(placed.at()).length > Io.bytes(longest).length ? placed.at() : longest;
      }
    }
    return destination.relativize(longest);
  }

  void makeDirectories() throws IOException {
    for (Placed directory : directories) {
      Files.createDirectory(directory.at(), OwnerOnly.DIRECTORY);
    }
  }

  /** Each file once, under its first name. */
  Map<GuardedFile, Path> targets() {
    Map<GuardedFile, Path> targets = new LinkedHashMap<>();
    files.forEach((file, placed) -> targets.put(file, placed.at()));
    return targets;
  }

  /** The file has more names than lie here: it can be written through one that nobody follows. */
  boolean outsideNames(GuardedFile file) {
    long here = 1 + furtherNames.stream().filter(name -> name.node().file == file).count();
    return files.get(file).node().status.links > here;
  }

  /** Mode and owner as they stood while the snapshot was made. */
  Map<GuardedFile, FileStatus> attributes() {
    Map<GuardedFile, FileStatus> attributes = new LinkedHashMap<>();
    files.forEach((file, placed) -> attributes.put(file, placed.node().status));
    return attributes;
  }

  /** A file that no guarded writer touched must be what it was at the point. */
  void unseenChanges(Shot shot, Exposure exposure) throws IOException {
    for (GuardedFile file : files.keySet()) {
      FileStatus before = file.before();
      FileStatus now = FileStatus.of(file.source);
      if (shot.changed(file)) {
        continue; // read after the status: a guarded change sets it before it happens
      }
      if (now.size != before.size) {
        exposure.note(file, "length-changed");
      } else if (now.mtimeNanos != before.mtimeNanos || now.mtimeSeconds != before.mtimeSeconds) {
        exposure.note(file, "changed-unseen");
      }
    }
  }

  /** Lays the links, and sets the directories' attributes from the leaves up. */
  void seal(Map<GuardedFile, String> digests) throws IOException {
    for (Placed link : links) {
      Files.createSymbolicLink(link.at(), link.node().target);
      touch(link);
    }
    for (Placed name : furtherNames) {
      Files.createLink(name.at(), files.get(name.node().file).at());
    }
    for (int i = directories.size() - 1; i >= 0; i--) {
      seal(directories.get(i));
    }
    enter(digests);
  }

  void writeManifest(Report report) throws IOException {
    Manifest.write(destination.resolve(Manifest.FILE_NAME), report, entries);
  }

  private static void seal(Placed directory) throws IOException {
    FileStatus status = directory.node().status;
    FileDescriptor fd = Io.open(directory.at(), Io.RDONLY, 0);
    try {
      Owners.keep(fd, status);
      Io.mode(fd, status.permissions());
      Io.times(fd, status.mtimeSeconds, keptNanos(status));
      Io.force(fd);
    } finally {
      Io.close(fd);
    }
  }

  private static void touch(Placed link) throws IOException {
    FileStatus status = link.node().status;
    FileTime time = FileTime.from(Instant.ofEpochSecond(status.mtimeSeconds, status.mtimeNanos));
    Files.getFileAttributeView(link.at(), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setTimes(time, null, null);
  }

  /**
   * The JDK's own call takes times before 1970 in whole seconds only; so does the manifest then.
   */
  static int keptNanos(FileStatus status) {
    return status.mtimeSeconds >= 0 ? status.mtimeNanos : 0;
  }

  // ---- the manifest's entries

  private void enter(Map<GuardedFile, String> digests) throws IOException {
    for (Placed directory : directories) {
      entries.add(entry(directory, "directory", directory.node().status, "", ""));
    }
    for (Map.Entry<GuardedFile, Placed> file : files.entrySet()) {
      FileStatus atPoint = file.getKey().atPoint().status;
      entries.add(entry(file.getValue(), "file", atPoint, digests.get(file.getKey()), ""));
    }
    for (Placed name : furtherNames) {
      Placed first = files.get(name.node().file);
      FileStatus atPoint = name.node().file.atPoint().status;
      entries.add(entry(name, "hardlink", atPoint, "", exact(destination.relativize(first.at()))));
    }
    for (Placed link : links) {
      entries.add(entry(link, "symlink", link.node().status, "", exact(link.node().target)));
    }
  }

  private ManifestEntry entry(
      Placed placed, String type, FileStatus timed, String digest, String target) {
    FileStatus status = placed.node().status;
    return new ManifestEntry(
        exact(destination.relativize(placed.at())),
        type,
        type.equals("file") ? timed.size : 0,
        status.permissions(),
        status.uid,
        status.gid,
        timed.mtimeSeconds,
        keptNanos(timed),
        digest,
        target);
  }

  /** The path's very bytes, one char each. */
  private static String exact(Path path) {
    return new String(Io.bytes(path), StandardCharsets.ISO_8859_1);
  }
}
