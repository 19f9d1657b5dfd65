package io.holdstill.agent.replay;

import io.holdstill.agent.journal.Operation;
import io.holdstill.agent.snapshot.ManifestEntry;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/**
 * @param mode permission bits
 * @param seconds of the modification time, since the epoch
 */
record Attributes(int mode, int uid, int gid, long seconds, int nanos) {
  private static final int PERMISSION_BITS = 07777;

  static Attributes of(ManifestEntry entry) {
    return new Attributes(
        entry.mode(), entry.uid(), entry.gid(), entry.mtimeSeconds(), entry.mtimeNanos());
  }

  /** As the journal saw it made; a symbolic link has none, and nobody asks for its mode. */
  static Attributes of(Operation.Identity made, long millis) {
    Attributes fresh =
        made == null
            ? new Attributes(0777, -1, -1, 0, 0)
            : new Attributes(made.mode() & PERMISSION_BITS, made.uid(), made.gid(), 0, 0);
    return fresh.at(millis);
  }

  Attributes at(long millis) {
    Instant instant = Instant.ofEpochMilli(millis);
    return new Attributes(mode, uid, gid, instant.getEpochSecond(), instant.getNano());
  }

  FileTime modified() {
    return FileTime.from(Instant.ofEpochSecond(seconds, nanos));
  }
}
