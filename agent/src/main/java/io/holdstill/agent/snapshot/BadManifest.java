package io.holdstill.agent.snapshot;

import java.io.IOException;
import java.nio.file.Path;

/** A manifest that vouches for nothing: absent, damaged, or not understood. */
public final class BadManifest extends IOException {
  /** What is the matter with it. */
  public enum Kind {
    MISSING,
    DAMAGED,
    UNKNOWN_VERSION
  }

  private final Kind kind;

  private BadManifest(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  static BadManifest missing(Path file) {
    return new BadManifest(
        Kind.MISSING,
        file
            + ": there is no manifest, so nothing here can be vouched for; name the directory of a"
            + " finished snapshot",
        null);
  }

  static BadManifest damaged(Path file, String how, Throwable cause) {
    return new BadManifest(
        Kind.DAMAGED,
        file
            + ": the manifest is damaged ("
            + how
            + "), so nothing here can be vouched for; take"
            + " another copy of the snapshot",
        cause);
  }

  static BadManifest unknownVersion(Path file, String version) {
    return new BadManifest(
        Kind.UNKNOWN_VERSION,
        file
            + ": the manifest has format version "
            + version
            + ", this Holdstill reads version "
            + ManifestDescriptor.VERSION
            + "; verify it with the version that made it",
        null);
  }
}
