package io.holdstill.agent.snapshot;

import io.holdstill.runtime.gate.Faults;
import io.holdstill.runtime.gate.FileKey;
import io.holdstill.runtime.gate.FileStatus;
import io.holdstill.runtime.gate.GuardedFile;
import io.holdstill.runtime.gate.Io;
import io.holdstill.runtime.gate.Shot;
import io.holdstill.runtime.gate.Sources;
import java.io.FileDescriptor;
import java.io.IOException;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;

/** The descriptors of one snapshot's sources: closed as far as that drops nobody's lock. */
final class OurDescriptors {
  private final Shot shot;
  private final Tree tree;

  OurDescriptors(Shot shot, Tree tree) {
    this.shot = shot;
    this.tree = tree;
  }

  /** At the end, and what earlier snapshots had to keep as well. */
  void closeAll() throws IOException {
    for (GuardedFile file : shot.files()) {
      tree.retired().add(file.source);
    }
    Sources.sweep(closeRetired());
  }

  /** Closes what names that went have left; returns the files that somebody may have locked. */
  Set<FileKey> closeRetired() throws IOException {
    Set<Integer> ours = new HashSet<>();
    shot.files().forEach(file -> ours.add(Io.number(file.source)));
    tree.retired().forEach(source -> ours.add(Io.number(source)));
    Queue<FileDescriptor> retired = tree.retired();
    Set<FileKey> hazards;
    try {
      hazards = LockHazards.look(ours);
    } catch (IOException e) {
      keepRetired();
      throw e;
    }
    for (FileDescriptor one = retired.poll(); one != null; one = retired.poll()) {
      try {
        Sources.close(FileStatus.of(one).key, one, hazards);
        tree.closedOne();
      } catch (IOException e) {
        Sources.keep(one);
        Faults.suppress(e); // the others are to be closed all the same
      }
    }
    return hazards;
  }

  /** Whose locks they would drop cannot be seen; the next request looks again. */
  private void keepRetired() {
    Queue<FileDescriptor> retired = tree.retired();
    for (FileDescriptor one = retired.poll(); one != null; one = retired.poll()) {
      Sources.keep(one);
    }
  }
}
