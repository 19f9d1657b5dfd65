package io.holdstill.runtime.gate;

import java.io.File;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.Paths;

/**
 * What woven methods call that make, remove or rename files, or open them so that they are created
 * or truncated. Nothing here throws.
 */
public final class Names {
  private static final int O_CREAT = 0100;
  private static final int O_EXCL = 0200;
  private static final int O_TRUNC = 01000;
  private static final int O_NOFOLLOW = 0400000;
  private static final int AT_FDCWD = -100;

  private Names() {}

  /** Enters for a copy or a move: names, each of which passes by itself, and content. */
  public static int enterCopy() {
    int token = enter();
    if (token != Gate.OUT) {
      Writer.current().copyingSince = ContentLog.beforeForce();
    }
    return token;
  }

  public static void leaveCopy(int token, Path from, Path to, Throwable thrown) {
    if (token != Gate.OUT) {
      if (thrown == null) {
        NameLog.copied(to, Writer.current().copyingSince);
      }
      tell(from);
      tell(to);
      Gate.leave(token);
    }
  }

  /** Enters for a change of one name; null where it is known only afterwards. */
  public static int enter(Path name) {
    return enter(name, null, false);
  }

  /** Enters for a rename, or for a further name of the first. */
  public static int enter(Path first, Path second, boolean links) {
    int token = enter();
    if (token != Gate.OUT) {
      NameLog.changing(first, second, links);
    }
    return token;
  }

  public static int enter(File first, File second) {
    return enter(path(first), path(second), false);
  }

  public static int enterAt(int directory, byte[] name) {
    return enter(recordedPath(directory, name), null, false);
  }

  public static int enterAt(int directory, byte[] name, int toDirectory, byte[] to) {
    return enter(recordedPath(directory, name), recordedPath(toDirectory, to), false);
  }

  /** Null where nothing is recorded, or nothing can be there. */
  private static Path recordedPath(int directory, byte[] name) {
    try {
      return Recorder.active() == null ? null : at(directory, name);
    } catch (IOException removed) {
      return null;
    } catch (Throwable fault) {
      Faults.suppress(fault);
      return null;
    }
  }

  private static Path path(File file) {
    try {
      return file == null || Recorder.active() == null ? null : Paths.get(file.getPath());
    } catch (Throwable fault) {
      Faults.suppress(fault);
      return null;
    }
  }

  /** The call has failed: no name has changed, and the JDK reads errno only later. */
  public static void failed(int token) {
    if (token != Gate.OUT) {
      NameLog.failed(Writer.current());
      Gate.leave(token);
    }
  }

  private static int enter() {
    try {
      Writer writer = Writer.current();
      writer.enter();
      writer.countWrite();
      return Gate.IN;
    } catch (StackOverflowError overflow) {
      throw Gate.overflown(overflow);
    } catch (Throwable fault) {
      Faults.suppress(fault);
      return Gate.OUT;
    }
  }

  /** Enters for an open; plain opens change nothing, and one of a FIFO may block for ever. */
  public static int enterOpen(Path path, int flags) {
    if ((flags & (O_CREAT | O_TRUNC)) == 0) {
      return Gate.OUT;
    }
    try {
      if ((flags & O_EXCL) == 0) {
        FileStatus there = FileStatus.existing(path);
        if (there != null && !there.regular()) {
          return Gate.OUT;
        }
      }
    } catch (Throwable fault) {
      Faults.suppress(fault);
      return Gate.OUT;
    }
    int token = enter();
    if (token == Gate.IN && (flags & O_TRUNC) != 0) {
      beforeTruncation(path);
    }
    if (token == Gate.IN) {
      NameLog.opening(path, (flags & O_TRUNC) != 0, (flags & (O_EXCL | O_NOFOLLOW)) == 0);
    }
    return token;
  }

  public static int enterOpenAt(int directory, byte[] name, int flags) {
    if ((flags & (O_CREAT | O_TRUNC)) == 0) {
      return Gate.OUT;
    }
    try {
      return enterOpen(at(directory, name), flags);
    } catch (IOException closedOrRemoved) {
      return Gate.OUT; // nothing can be opened there
    } catch (Throwable fault) {
      Faults.suppress(fault);
      return Gate.OUT;
    }
  }

  /**
   * {@code new FileOutputStream} truncates unless it appends; {@code new RandomAccessFile} creates.
   */
  public static int enterOpen(String path, boolean truncates) {
    try {
      return enterOpen(Paths.get(path), truncates ? O_CREAT | O_TRUNC : O_CREAT);
    } catch (Throwable fault) {
      Faults.suppress(fault);
      return Gate.OUT;
    }
  }

  /** Every descriptor that Java opens for a file is known from here on. */
  public static void opened(FileDescriptor fd) {
    try {
      if (fd != null) {
        Doors.of(fd);
      }
    } catch (Throwable fault) {
      Faults.suppress(fault);
    }
  }

  public static void leave(int token, Path changed) {
    if (token != Gate.OUT) {
      NameLog.done(changed);
      tell(changed);
      Gate.leave(token);
    }
  }

  public static void leave(int token, String changed) {
    if (token != Gate.OUT) {
      NameLog.done(null);
      if (Shot.active() != null && changed != null) {
        tell(changed);
      }
      Gate.leave(token);
    }
  }

  public static void leave(int token, File changed) {
    if (token != Gate.OUT) {
      NameLog.done(path(changed));
      leave(token, changed == null ? null : changed.getPath());
    }
  }

  public static void leaveAt(int token, int directory, byte[] name) {
    if (token != Gate.OUT) {
      NameLog.done(null);
      if (Shot.active() != null) {
        tellAt(directory, name);
      }
      Gate.leave(token);
    }
  }

  /** A further name that the same call changed; before {@code leave}. */
  public static void tell(Path changed) {
    Shot shot = Shot.active();
    if (shot == null || changed == null) {
      return;
    }
    try {
      Writer writer = Writer.current();
      writer.hooks++;
      if (!writer.exempt) {
        shot.named(writer, changed);
      }
    } catch (Throwable fault) {
      Faults.suppress(fault);
    }
  }

  public static void tell(String changed) {
    if (Shot.active() != null && changed != null) {
      try {
        tell(Paths.get(changed));
      } catch (Throwable fault) {
        Faults.suppress(fault);
      }
    }
  }

  public static void tellAt(int directory, byte[] name) {
    if (Shot.active() != null) {
      try {
        tell(at(directory, name));
      } catch (IOException removed) {
        return; // with all that was in it; who removed the directory tells
      } catch (Throwable fault) {
        Faults.suppress(fault);
      }
    }
  }

  /** Whatever happens here, the caller is inside and must get its token. */
  private static void beforeTruncation(Path path) {
    Shot shot = Shot.active();
    if (shot == null) {
      return;
    }
    try {
      Writer writer = Writer.current();
      writer.hooks++;
      FileStatus there = shot.concerns(writer) ? FileStatus.existing(path) : null;
      GuardedFile file = there == null ? null : shot.find(there.key);
      if (file != null) {
        file.preserve(shot, 0, Long.MAX_VALUE);
      }
    } catch (IOException e) {
      if (!shot.over()) {
        Faults.suppress(e);
      }
    } catch (Throwable fault) {
      Faults.suppress(fault);
    }
  }

  private static Path at(int directory, byte[] name) throws IOException {
    Path relative = Io.path(name);
    return directory == AT_FDCWD || relative.isAbsolute()
        ? relative
        : Paths.get("/proc/self/fd/" + directory).toRealPath().resolve(relative);
  }
}
