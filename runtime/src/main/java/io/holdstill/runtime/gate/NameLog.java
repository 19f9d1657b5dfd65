package io.holdstill.runtime.gate;

import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Changes of names as they are recorded. One lock orders them all: a name is looked at before the
 * call and after it, and the difference is what the call has done. Nothing here throws.
 */
final class NameLog {
  private static final int MOST_LINKS = 40;
  private static final int OP_BYTES = OpDescriptor.HEAD_BYTES + 40 + 2 * 4096;

  private final Recorder recorder;
  private final ReentrantLock lock = new ReentrantLock();

  /** One change under way. */
  static final class Change {
    NameLog log;

    /** Null where the name is known only afterwards. */
    Path first;

    FileStatus firstBefore;
    Path second;
    FileStatus secondBefore;

    /** A further name of the file that has the first one. */
    boolean links;

    /** Known only where the call truncates it; its lock is held. */
    KnownFile truncates;
  }

  NameLog(Recorder recorder) {
    this.recorder = recorder;
  }

  void lock() {
    lock.lock();
  }

  void unlock() {
    lock.unlock();
  }

  /** Before an open that may create or truncate; it follows links unless it must create. */
  static void opening(Path path, boolean truncates, boolean follows) {
    begin(path, null, false, truncates, follows);
  }

  static void changing(Path first, Path second, boolean links) {
    begin(first, second, links, false, false);
  }

  private static void begin(
      Path first, Path second, boolean links, boolean truncates, boolean follows) {
    Recorder recorder = Recorder.active();
    if (recorder == null) {
      return;
    }
    Writer writer = Writer.current();
    if (writer.exempt || writer.naming != null) {
      return;
    }
    Change change = new Change();
    change.log = recorder.names;
    change.links = links;
    recorder.names.lock();
    writer.naming = change;
    try {
      change.first = first == null ? null : real(first, follows);
      change.firstBefore = there(change.first);
      change.second = second == null ? null : real(second, false);
      change.secondBefore = there(change.second);
      if (truncates && change.firstBefore != null && change.firstBefore.regular()) {
        recorder.names.truncating(writer, change);
      }
    } catch (Throwable fault) {
      recorder.fault(writer, fault);
      failed(writer);
    }
  }

  /** After the call, which may have done nothing; {@code made} is a name known only now. */
  static void done(Path made) {
    Writer writer = Writer.current();
    Change change = writer.naming;
    if (change == null) {
      return;
    }
    try {
      if (change.first == null && made != null) {
        change.first = real(made, false);
      }
      if (change.first != null) {
        change.log.record(writer, change);
      }
    } catch (Throwable fault) {
      change.log.recorder.fault(writer, fault);
    } finally {
      failed(writer);
    }
  }

  /** Nothing has changed; lets go. */
  static void failed(Writer writer) {
    Change change = writer.naming;
    if (change != null) {
      writer.naming = null;
      if (change.truncates != null) {
        change.truncates.unlock();
      }
      change.log.unlock();
    }
  }

  /** After a copy or a move, whose content no channel has seen if the file is newer than that. */
  static void copied(Path path, long since) {
    Recorder recorder = since < 0 ? null : Recorder.active();
    if (recorder == null) {
      return;
    }
    Writer writer = Writer.current();
    try {
      Path real = writer.exempt ? null : real(path, false);
      FileStatus status = there(real);
      KnownFile file = status == null || !status.regular() ? null : recorder.files.find(status);
      if (file != null && file.recorded && file.since > since) {
        recorder.names.content(writer, file, real);
      }
    } catch (Throwable fault) {
      recorder.fault(writer, fault);
    }
  }

  private void truncating(Writer writer, Change change) {
    KnownFile file = recorder.files.find(change.firstBefore);
    if (file == null) {
      Tape tape = recorder.tape(writer, OP_BYTES);
      file = recorder.files.bind(tape, change.firstBefore.key, change.first);
    }
    if (file.recorded) {
      file.lock();
      change.truncates = file;
    }
  }

  private void record(Writer writer, Change change) throws IOException {
    boolean inside = recorder.files.inside(change.first);
    boolean secondInside = change.second != null && recorder.files.inside(change.second);
    if (inside || secondInside || change.truncates != null) {
      if (change.second == null) {
        one(writer, change);
      } else if (change.links) {
        link(writer, change);
      } else {
        rename(writer, change, inside, secondInside);
      }
    } else if (change.second == null) {
      forget(change.first, change.firstBefore);
    } else {
      forget(change.second, change.secondBefore);
    }
  }

  /** Nothing is recorded there, but what moved or was linked to there may lose its last name. */
  private void forget(Path name, FileStatus before) throws IOException {
    if (before != null && before.regular() && recorder.files.find(before) != null) {
      if (!same(before, there(name))) {
        lost(before);
      }
    }
  }

  private void one(Writer writer, Change change) throws IOException {
    FileStatus before = change.firstBefore;
    FileStatus after = there(change.first);
    if (same(before, after)) {
      if (change.truncates != null) {
        ContentLog.length(recorder, writer, change.truncates, 0);
      }
      return;
    }
    if (before != null) {
      named(writer, OpDescriptor.DELETE, id(before), change.first, null);
      lost(before);
    }
    if (after != null) {
      appeared(writer, change.first, after);
    }
  }

  private void link(Writer writer, Change change) throws IOException {
    FileStatus after = there(change.second);
    if (after == null || !after.regular()) {
      if (after != null) {
        appeared(writer, change.second, after); // a further name of a link is a link
      }
      return;
    }
    KnownFile file = recorder.files.find(after);
    if (file == null) {
      file = recorder.files.bind(recorder.tape(writer, OP_BYTES), after.key, change.first);
    }
    if (file.recorded) {
      named(writer, OpDescriptor.LINK, file.id, change.second, null);
    } else {
      arrived(writer, change.second, after);
    }
  }

  private void rename(Writer writer, Change change, boolean inside, boolean secondInside)
      throws IOException {
    FileStatus moved = change.firstBefore;
    FileStatus there = there(change.second);
    if (moved == null || !same(moved, there) || same(moved, change.secondBefore)) {
      return; // it did not happen; or both were names of one file already, and stay so
    }
    if (!inside) {
      if (change.secondBefore != null) {
        named(writer, OpDescriptor.DELETE, id(change.secondBefore), change.second, null);
        lost(change.secondBefore);
      }
      arrived(writer, change.second, there);
      return;
    }
    named(writer, OpDescriptor.RENAME, id(moved), change.first, change.second);
    lost(change.secondBefore);
  }

  /** From where nothing is recorded: all that it holds is new. */
  private void arrived(Writer writer, Path path, FileStatus status) throws IOException {
    KnownFile file = status.regular() ? recorder.files.find(status) : null;
    if (file != null && file.recorded) {
      named(writer, OpDescriptor.LINK, file.id, path, null);
    } else if (status.regular()) {
      file = recorder.files.admit(recorder.tape(writer, OP_BYTES), status, path);
      content(writer, file, path);
    } else {
      appeared(writer, path, status);
      if (status.directory()) {
        try (DirectoryStream<Path> names = Files.newDirectoryStream(path)) {
          for (Path name : names) {
            arrived(writer, name, FileStatus.of(name, false));
          }
        }
      }
    }
  }

  private void appeared(Writer writer, Path path, FileStatus status) throws IOException {
    if (status.directory()) {
      Tape tape = recorder.tape(writer, OP_BYTES);
      if (!tape.lost) {
        tape.head(OpDescriptor.DIRECTORY, recorder.nextOperation(), 0);
        tape.put(status.permissions());
        tape.put(status.uid);
        tape.put(status.gid);
        tape.putShort(Io.bytes(path));
      }
    } else if (status.symlink()) {
      named(writer, OpDescriptor.SYMLINK, 0, path, Io.readLink(path));
    } else if (status.regular()) {
      KnownFile file = recorder.files.create(recorder.tape(writer, OP_BYTES), status, path);
      if (status.size > 0) {
        content(writer, file, path);
      }
    }
  }

  private void content(Writer writer, KnownFile file, Path path) throws IOException {
    FileDescriptor source = Io.open(path, Io.RDONLY, 0);
    try {
      ContentLog.content(recorder, writer, file, source);
    } finally {
      Sources.close(file.key, source, Collections.<FileKey>emptySet());
    }
  }

  private void named(Writer writer, int kind, long file, Path path, Path second) {
    Tape tape = recorder.tape(writer, OP_BYTES);
    if (!tape.lost) {
      tape.head(kind, recorder.nextOperation(), file);
      tape.putShort(Io.bytes(path));
      if (second != null) {
        tape.putShort(Io.bytes(second));
      }
    }
  }

  private void lost(FileStatus status) {
    if (status != null && status.regular() && status.links <= 1) {
      recorder.files.lostItsLastName(status.key);
    }
  }

  private long id(FileStatus status) {
    KnownFile file = status.regular() ? recorder.files.find(status) : null;
    return file == null ? 0 : file.id;
  }

  private static boolean same(FileStatus one, FileStatus other) {
    return one == other || one != null && other != null && one.key.equals(other.key);
  }

  private static FileStatus there(Path path) throws IOException {
    try {
      return path == null ? null : FileStatus.of(path, false);
    } catch (NoSuchFileException nothing) {
      return null;
    }
  }

  /** Absolute, with no link in it but, unless followed, the last component. */
  private static Path real(Path path, boolean follows) throws IOException {
    Path at = path.toAbsolutePath();
    for (int i = 0; i < MOST_LINKS; i++) {
      Path parent = at.getParent();
      if (parent == null) {
        return at;
      }
      Path name = at.getFileName();
      at = realDirectory(parent).resolve(name);
      FileStatus status = follows ? there(at) : null;
      if (status == null || !status.symlink()) {
        return at;
      }
      at = at.getParent().resolve(Io.readLink(at));
    }
    return at;
  }

  /** A directory that is not there makes the call fail by itself. */
  private static Path realDirectory(Path directory) throws IOException {
    try {
      return directory.toRealPath();
    } catch (NoSuchFileException nothing) {
      return directory.normalize();
    }
  }
}
