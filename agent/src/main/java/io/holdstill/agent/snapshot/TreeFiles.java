package io.holdstill.agent.snapshot;

import io.holdstill.runtime.gate.FileStatus;
import io.holdstill.runtime.gate.GuardedFile;
import io.holdstill.runtime.gate.Io;
import io.holdstill.runtime.gate.Shot;
import io.holdstill.runtime.gate.Sources;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The files that a tree has names of, each once, with one descriptor of ours. Under its lock. */
final class TreeFiles {
  private final FileBudget budget;
  private final Map<GuardedFile, Integer> names = new LinkedHashMap<>();

  /** Descriptors that are of no use any more; closed with the others at the end. */
  private final Queue<FileDescriptor> retired = new ConcurrentLinkedQueue<>();

  private Shot shot;

  TreeFiles(FileBudget budget) {
    this.budget = budget;
  }

  /** Before the first file. */
  void enterInto(Shot published) {
    shot = published;
  }

  /** The node of a name that leads to a file; null if that has gone again. */
  Node enter(Path path, FileStatus status, Node before, Path at) throws IOException {
    if (before != null && before.file != null && before.file.key.equals(status.key)) {
      before.status = status;
      before.file.rebase(status);
      return before;
    }
    GuardedFile known = shot.find(status.key);
    if (known == null) {
      budget.takeOne();
      FileDescriptor source;
      try {
        source = Sources.open(at, status.key);
      } catch (NoSuchFileException | FileSystemLoopException goneOrALinkNow) {
        budget.giveOneBack();
        return null;
      }
      FileStatus opened = opened(source, path);
      known = shot.find(opened.key);
      if (known != null || !opened.regular()) {
        retired.add(source);
        if (known == null) {
          return null; // replaced under us; who did it looks again
        }
      } else {
        known = new GuardedFile(opened, source, path.toString());
        shot.add(known);
        // Again: a write just before was not yet counted as a change of it.
        opened = Tree.status(source, path);
        known.rebase(opened);
      }
      status = opened;
    }
    names.merge(known, 1, Integer::sum);
    return Node.file(path, status, known);
  }

  private FileStatus opened(FileDescriptor source, Path path) throws IOException {
    try {
      return Tree.status(source, path);
    } catch (IOException e) {
      retired.add(source);
      throw e;
    }
  }

  /** One name less. */
  void forget(GuardedFile file) {
    if (names.merge(file, -1, Integer::sum) == 0) {
      names.remove(file);
      shot.remove(file);
      retired.add(file.source);
    }
  }

  long bytes() throws IOException {
    long bytes = 0;
    for (GuardedFile file : names.keySet()) {
      bytes += Io.size(file.source);
    }
    return bytes;
  }

  int count() {
    return names.size();
  }

  Queue<FileDescriptor> retired() {
    return retired;
  }

  void closedOne() {
    budget.giveOneBack();
  }
}
