package io.holdstill.agent.snapshot;

import io.holdstill.runtime.gate.FileStatus;
import io.holdstill.runtime.gate.Io;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Path;

/** Owner and group: a privileged process keeps both, any other what it may. */
final class Owners {
  /** Who makes our files. */
  static final int SELF = self();

  private static final boolean PRIVILEGED = SELF == 0;

  private Owners() {}

  static void keep(FileDescriptor fd, FileStatus wanted) throws IOException {
    if (PRIVILEGED) {
      Io.owner(fd, wanted.uid, wanted.gid);
      return;
    }
    try {
      Io.owner(fd, -1, wanted.gid);
    } catch (IOException notAMember) {
      // The manifest has the owner; a copy made by another user cannot, exactly as with cp -a.
      return;
    }
  }

  private static int self() {
    try {
      return FileStatus.of(Path.of("/proc/self"), true).uid;
    } catch (IOException e) {
      return -1;
    }
  }
}
