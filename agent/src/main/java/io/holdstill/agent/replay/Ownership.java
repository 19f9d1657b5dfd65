package io.holdstill.agent.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Owner and group: root keeps both, any other user what it may. */
final class Ownership {
  private static final Object SELF = self();
  private static final boolean PRIVILEGED = Integer.valueOf(0).equals(SELF);

  private Ownership() {}

  static void keep(Path path, Attributes wanted) throws IOException {
    if (wanted.uid() == -1) {
      return; // nobody has said
    }
    if (PRIVILEGED) {
      Files.setAttribute(path, "unix:uid", wanted.uid());
      Files.setAttribute(path, "unix:gid", wanted.gid());
      return;
    }
    try {
      Files.setAttribute(path, "unix:gid", wanted.gid());
    } catch (IOException notAMember) {
      // The manifest has the owner; a copy made by another user cannot, exactly as with cp -a.
      return;
    }
  }

  static boolean ofThisProcess(Path path) throws IOException {
    return Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(SELF);
  }

  private static Object self() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException e) {
      return -1;
    }
  }
}
