package io.holdstill.agent.snapshot;

import io.holdstill.runtime.gate.Doors;
import io.holdstill.runtime.gate.FileKey;
import io.holdstill.runtime.gate.FileStatus;
import io.holdstill.runtime.gate.Sources;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Files of which a descriptor of ours had better stay open, because closing it would drop a POSIX
 * lock: those with such a lock on them, and those that native code here has open and may lock.
 */
final class LockHazards {
  private final Set<FileKey> found = new HashSet<>();

  private LockHazards() {}

  /**
   * @param ours numbers of our own descriptors, which lock nothing
   */
  static Set<FileKey> look(Set<Integer> ours) throws IOException {
    LockHazards hazards = new LockHazards();
    hazards.kernelLocks();
    Set<Integer> known = new HashSet<>(ours);
    known.addAll(Sources.kept());
    known.addAll(Doors.numbers());
    hazards.nativeDescriptors(known);
    return hazards.found;
  }

  private void kernelLocks() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/locks"))) {
      if (line.contains(" POSIX ")) {
        add(line.trim().split("\\s+"));
      }
    }
  }

  /** As in {@code 1: POSIX ADVISORY WRITE 4711 08:02:131075 0 EOF}. */
  private void add(String[] fields) {
    for (String field : fields) {
      int colon = field.lastIndexOf(':');
      if (colon > 0 && field.indexOf(':') < colon) {
        long device = Exposure.device(field.substring(0, colon));
        found.add(new FileKey(device, Long.parseLong(field.substring(colon + 1))));
      }
    }
  }

  private void nativeDescriptors(Set<Integer> known) throws IOException {
    String[] names = new File("/proc/self/fd").list();
    if (names == null) {
      throw new IOException("/proc/self/fd: cannot be listed");
    }
    for (String name : names) {
      if (!known.contains(Integer.valueOf(name))) {
        try {
          FileStatus status = FileStatus.of(Path.of("/proc/self/fd", name), true);
          if (status.regular()) {
            found.add(status.key);
          }
        } catch (NoSuchFileException closed) {
          continue; // between listing and looking
        }
      }
    }
  }
}
