package io.holdstill.agent.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether paths mean the same to a local JVM as to us: in a container they do not. */
final class MountNamespace {
  private final Path proc;

  MountNamespace(Path proc) {
    this.proc = proc;
  }

  static MountNamespace ofThisMachine() {
    return new MountNamespace(Path.of("/proc"));
  }

  /** Where a path of that process is found from here, if that is not under the same name. */
  Optional<Path> seenFromHere(long pid, Path there) {
    Optional<Path> ours = namespace("self");
    Optional<Path> theirs = namespace(String.valueOf(pid));
    if (ours.isEmpty() || theirs.isEmpty() || ours.equals(theirs)) {
      return Optional.empty();
    }
    Path root = proc.resolve(String.valueOf(pid)).resolve("root");
    return Optional.of(root.resolve(Path.of("/").relativize(there)));
  }

  private Optional<Path> namespace(String process) {
    try {
      return Optional.of(Files.readSymbolicLink(proc.resolve(process).resolve("ns/mnt")));
    } catch (IOException e) {
      // Not ours to look at; then nothing can be said.
      return Optional.empty();
    }
  }
}
