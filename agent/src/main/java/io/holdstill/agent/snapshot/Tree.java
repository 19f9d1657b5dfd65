package io.holdstill.agent.snapshot;

import io.holdstill.runtime.gate.FileKey;
import io.holdstill.runtime.gate.FileStatus;
import io.holdstill.runtime.gate.Io;
import io.holdstill.runtime.gate.Shot;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The names below the sources. Made by a walk and kept true by the threads that change names, until
 * the point (invariant 1): each look at a name is made under the lock and takes what is there then,
 * so whoever looks last is right. A directory that comes with content is listed by the requester.
 */
final class Tree implements Shot.Tracker {
  /** Beyond it the kernel takes no path: such a file would seem not to be there. */
  private static final int LONGEST_PATH = 4095;

  private static final Set<String> NO_FILES =
      Set.of("proc", "sysfs", "cgroup", "cgroup2", "debugfs", "tracefs", "securityfs");

  private static final long TOLD_WITHIN_NANOS = 2_000_000_000L;

  private final List<Path> sources;
  private final Excludes excludes;
  private final TreeFiles files;
  private final Map<Path, Node> roots = new LinkedHashMap<>();

  /** Directories by identity: a name is changed below one of them, whatever path led there. */
  private final Map<FileKey, Node> directories = new HashMap<>();

  /** Directories that hold a source, which is all that counts in them. */
  private final Map<FileKey, List<Path>> holders = new HashMap<>();

  private final TreeSet<String> skipped = new TreeSet<>();

  private final Queue<Node> unlisted = new ConcurrentLinkedQueue<>();
  private boolean frozen;

  /** Since when there is a directory that is not where it was; 0 where there is none. */
  private long goneSince;

  private volatile String problem;

  Tree(List<Path> sources, Excludes excludes, FileBudget budget) {
    this.sources = sources;
    this.excludes = excludes;
    this.files = new TreeFiles(budget);
  }

  /** Walks the sources. The shot is published already, so that no change goes unnoticed. */
  void walk(Shot published) throws IOException, Refused {
    synchronized (this) {
      files.enterInto(published);
      for (Path source : sources) {
        FileKey holder = FileStatus.of(source.getParent(), true).key;
        holders.computeIfAbsent(holder, key -> new ArrayList<>()).add(source);
      }
    }
    for (Path source : sources) {
      Node root = lookAt(source, null, source);
      if (root == null) {
        throw Refused.failed(source + ": there is no such file or directory; name another source");
      }
      if (NO_FILES.contains(Files.getFileStore(source).type())) {
        throw Refused.failed(
            source + ": is made by the kernel as it is read, and holds still for nobody");
      }
      if (root.target != null) {
        throw Refused.failed(
            source + ": is a symbolic link, whose copy would hold no data; name what it leads to");
      }
    }
    listUnlisted();
  }

  /**
   * Directories that were found, or came with a rename, since the last call. One that is not where
   * it was has been moved, and who did it is about to tell; if nobody does, it was somebody else,
   * and what lies in it must not be missing without a word.
   */
  void listUnlisted() throws IOException {
    List<Node> gone = new ArrayList<>();
    for (Node next = unlisted.poll(); next != null; next = unlisted.poll()) {
      if (!list(next) && attached(next)) {
        gone.add(next);
      }
    }
    unlisted.addAll(gone);
    if (gone.isEmpty()) {
      goneSince = 0;
    } else if (goneSince == 0) {
      goneSince = System.nanoTime();
    } else if (System.nanoTime() - goneSince > TOLD_WITHIN_NANOS) {
      problem =
          gone.get(0).path
              + ": was moved or removed by another process while it was looked at; ask again once"
              + " nobody does so";
    }
  }

  private synchronized boolean attached(Node directory) {
    return !detached(directory);
  }

  /**
   * By a descriptor of the directory itself: a link that takes its place meanwhile is not followed,
   * and who put it there looks at its name. False if another is in its place.
   */
  private boolean list(Node directory) throws IOException {
    FileDescriptor opened;
    try {
      opened = Io.open(directory.path, Io.RDONLY, 0);
    } catch (NoSuchFileException | FileSystemLoopException replaced) {
      return false;
    }
    try {
      FileStatus there = status(opened, directory.path);
      if (!there.directory() || !there.key.equals(directory.status.key)) { // numbers are reused
        return false;
      }
      list(directory, Path.of("/proc/self/fd/" + Io.number(opened)));
      return true;
    } finally {
      Io.close(opened);
    }
  }

  private void list(Node directory, Path itself) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(itself)) {
      for (Path entry : entries) {
        Path path = directory.path.resolve(entry.getFileName());
        if (Io.bytes(path).length > LONGEST_PATH) {
          problem = directory.path + ": what is in it has a path too long to be opened; exclude it";
          return;
        }
        lookAt(path, directory, entry);
      }
    } catch (NoSuchFileException removed) {
      return;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  // ---- by the threads that change names, inside the gate, before the point

  @Override
  public void changed(Path path) {
    try {
      Path absolute = path.toAbsolutePath();
      changedAt(absolute);
      Path behind = behindLink(absolute);
      if (behind != null) {
        changedAt(behind); // an open that creates goes through the link
      }
    } catch (IOException | RuntimeException e) {
      problem = path + ": cannot be looked at: " + e;
    }
  }

  /** Null where it is no link, or leads nowhere: then nothing was made behind it either. */
  private static Path behindLink(Path path) {
    try {
      return Files.isSymbolicLink(path) ? path.toRealPath() : null;
    } catch (IOException danglingOrCircular) {
      return null;
    }
  }

  private void changedAt(Path absolute) throws IOException {
    Path parent = absolute.getParent();
    if (parent == null) {
      return;
    }
    synchronized (this) {
      FileStatus there = FileStatus.existing(parent); // its time, too, is whoever's who looks last
      if (there == null) {
        return; // its own removal is told by who removed it
      }
      Node directory = directories.get(there.key);
      if (directory != null) {
        directory.status = there;
        lookIn(directory, parent, absolute.getFileName());
      }
      for (Path source : holders.getOrDefault(there.key, List.of())) {
        if (source.getFileName().equals(absolute.getFileName())) {
          lookAt(source, null, source);
        }
      }
    }
  }

  /** As {@link #list} does, by a descriptor; the parent may be named by way of a link. */
  private void lookIn(Node directory, Path parent, Path name) throws IOException {
    FileDescriptor opened;
    try {
      opened = Io.open(parent.resolve("."), Io.RDONLY, 0);
    } catch (NoSuchFileException | FileSystemLoopException gone) {
      return; // who removed it tells
    }
    try {
      if (status(opened, directory.path).key.equals(directory.status.key)) {
        Path at = Path.of("/proc/self/fd/" + Io.number(opened)).resolve(name);
        lookAt(directory.path.resolve(name), directory, at);
      }
    } finally {
      Io.close(opened);
    }
  }

  /** A descriptor has no name of its own, and its error none that could be relied upon. */
  static FileStatus status(FileDescriptor opened, Path path) throws IOException {
    try {
      return FileStatus.of(opened);
    } catch (IOException e) {
      throw new IOException(path + ": " + e.getMessage(), e);
    }
  }

  // ---- one look at one name

  /**
   * @param at where it is looked at: in the directory itself, by its descriptor, so that nobody who
   *     changes names above leads us out of the sources
   */
  private Node lookAt(Path path, Node directory, Path at) throws IOException {
    try {
      return lookedAt(path, directory, at);
    } catch (IOException e) {
      throw new IOException(String.valueOf(e.getMessage()).replace("" + at, "" + path), e);
    }
  }

  private synchronized Node lookedAt(Path path, Node directory, Path at) throws IOException {
    if (frozen || detached(directory) || excludes.excluded(sources, path)) {
      return null;
    }
    Map<Path, Node> siblings = in(directory);
    Node before = siblings.get(path.getFileName());
    Node now = look(path, before, at);
    if (now != before) {
      if (now == null) {
        siblings.remove(path.getFileName());
      } else {
        siblings.put(path.getFileName(), now);
      }
      forget(before);
    }
    return now;
  }

  private Node look(Path path, Node before, Path at) throws IOException {
    FileStatus status;
    try {
      status = FileStatus.of(at, false);
    } catch (NoSuchFileException | FileSystemLoopException gone) {
      return null; // or its directory is a link in circles now; who made it so looks again
    }
    if (status.directory()) {
      return directory(path, status, before);
    }
    if (status.symlink()) {
      return link(path, status, at);
    }
    if (status.regular()) {
      return files.enter(path, status, before, at);
    }
    skipped.add(path.toString());
    return null;
  }

  private static Node link(Path path, FileStatus status, Path at) throws IOException {
    try {
      return Node.link(path, status, Io.readLink(at));
    } catch (NoSuchFileException | FileSystemLoopException | NotLinkException replaced) {
      return null; // who did it looks again
    }
  }

  private Node directory(Path path, FileStatus status, Node before) throws IOException {
    if (before != null && before.children != null && before.status.key.equals(status.key)) {
      before.status = status;
      return before;
    }
    Node known = directories.get(status.key);
    if (known != null && known.path.equals(path)) {
      return known; // a source that lies inside another
    }
    if (known != null && leadsTo(known.path, status.key)) {
      return Node.alias(path, status, known); // a bind mount, or a source by way of a link
    }
    Node made = Node.directory(path, status);
    directories.put(status.key, made);
    unlisted.add(made);
    return made;
  }

  private void forget(Node node) throws IOException {
    if (node == null) {
      return;
    }
    if (node.children != null && !node.alias) {
      directories.remove(node.status.key, node);
      for (Node child : node.children.values()) {
        forget(child);
      }
      node.children.clear();
    }
    if (node.file != null) {
      files.forget(node.file);
    }
  }

  /** False once a directory was moved: then this is its new name, and no second one. */
  private static boolean leadsTo(Path path, FileKey key) throws IOException {
    FileStatus there = FileStatus.existing(path);
    return there != null && there.key.equals(key);
  }

  /** A directory that was removed, or moved away, while it was being listed. */
  private boolean detached(Node directory) {
    return directory != null && directories.get(directory.status.key) != directory;
  }

  private Map<Path, Node> in(Node directory) {
    return directory == null ? roots : directory.children;
  }

  /** Under the lock: who removes a name closes its file. */
  synchronized long bytes() throws IOException {
    return files.bytes();
  }

  synchronized int files() {
    return files.count();
  }

  // ---- at and after the point

  /** False while a directory that belongs to the tree has not been listed. */
  boolean whole() {
    return unlisted.isEmpty() && problem == null;
  }

  Queue<FileDescriptor> retired() {
    return files.retired();
  }

  void closedOne() {
    files.closedOne();
  }

  /** What could not be looked at, or null. */
  String problem() {
    return problem;
  }

  /** From the point on nothing changes. */
  synchronized void freeze() {
    frozen = true;
  }

  Map<Path, Node> roots() {
    return roots;
  }

  List<String> skipped() {
    return new ArrayList<>(skipped);
  }
}
