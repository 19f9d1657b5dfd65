package io.holdstill.faults.boot;

import java.io.IOException;

/** What becomes of an operation of ours. */
public enum Effect {
  EIO(5, "Input/output error"),
  ENOSPC(28, "No space left on device"),
  EDQUOT(122, "Disk quota exceeded"),
  EMFILE(24, "Too many open files"),
  EROFS(30, "Read-only file system"),

  /** A read or write does half of what it was asked for. */
  SHORT(0, ""),

  /** It takes some milliseconds more, and succeeds. */
  SLOW(0, ""),

  /** It does not come back before {@link Faulty#mend}, and succeeds then. */
  HANG(0, ""),

  /** No memory, no thread, no buffer: whatever the operation takes. */
  EXHAUSTED(12, "Cannot allocate memory"),

  /** Nothing; it is counted. */
  NONE(0, "");

  final int errno;
  final String said;

  Effect(int errno, String said) {
    this.errno = errno;
    this.said = said;
  }

  public boolean fails() {
    return errno != 0;
  }

  /** As the JDK's dispatcher throws it: the words of the C library, and no file. */
  IOException unnamed() {
    return new IOException(said);
  }
}
