package io.holdstill.agent.posix;

import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * How what we make is made: it holds bytes of files that others may not be allowed to read, and has
 * no mode of theirs before it is finished.
 */
public final class OwnerOnly {
  public static final FileAttribute<?> DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  public static final FileAttribute<?> FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private OwnerOnly() {}
}
