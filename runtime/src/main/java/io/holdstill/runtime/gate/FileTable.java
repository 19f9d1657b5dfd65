package io.holdstill.runtime.gate;

import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The files that the journal knows, by device and inode. One leaves when it loses its last name:
 * before its inode number can be used again. One that had none when it became known stays until the
 * number is.
 */
final class FileTable {
  private static final byte[] NO_NAME = {};
  private static final int BIND_BYTES = OpDescriptor.HEAD_BYTES + 22 + 4096;
  private static final String[] NO_FILES = {"/proc", "/sys", "/dev"};

  private final Recorder recorder;
  private final List<Path> sources;
  private final AtomicLong ids = new AtomicLong();
  private final Map<FileKey, KnownFile> known = new ConcurrentHashMap<FileKey, KnownFile>();

  /** Lost their names while a snapshot was made, which may hold them still. */
  private final Map<FileKey, KnownFile> gone = new ConcurrentHashMap<FileKey, KnownFile>();

  FileTable(Recorder recorder, List<Path> sources) {
    this.recorder = recorder;
    this.sources = sources;
  }

  /** The status is of its file: not of an earlier one that had the inode number. */
  KnownFile find(FileStatus status) {
    KnownFile file = known.get(status.key);
    return file != null && file.nameless && status.links > 0 ? null : file;
  }

  /** The file behind a descriptor, or null where nothing is recorded of it. */
  KnownFile of(Writer writer, FileDescriptor fd) throws IOException {
    if (writer.depth == 0 && !Doors.knows(fd)) {
      return ofStranger(writer, fd);
    }
    Door door = Doors.of(fd);
    if (door.key == null) {
      return null;
    }
    KnownFile file = door.known(this);
    if (file == null) {
      file = bind(writer, fd, door.key);
      door.known(file);
    }
    return file.recorded ? file : null;
  }

  /** Of an asynchronous channel: recorded, but not entered among the guarded descriptors. */
  private KnownFile ofStranger(Writer writer, FileDescriptor fd) throws IOException {
    FileStatus status = FileStatus.of(fd);
    if (!status.regular()) {
      return null;
    }
    KnownFile file = find(status);
    file = file != null ? file : bind(writer, fd, status.key);
    return file.recorded ? file : null;
  }

  private KnownFile bind(Writer writer, FileDescriptor fd, FileKey key) throws IOException {
    Tape tape = recorder.tape(writer, BIND_BYTES);
    recorder.names.lock();
    try {
      KnownFile file = known.get(key);
      if (file != null && !file.nameless) {
        return file;
      }
      Path path = path(fd);
      return file != null && path == null ? file : bind(tape, key, path);
    } finally {
      recorder.names.unlock();
    }
  }

  /** Under the lock of names: the path is what it is at this place in their order. */
  KnownFile bind(Tape tape, FileKey key, Path path) {
    KnownFile file = add(key, path == null || inside(path));
    file.nameless = path == null;
    if (file.recorded && !tape.lost) {
      tape.head(OpDescriptor.BIND, file.since, file.id);
      identity(tape, file);
      tape.putShort(path == null ? NO_NAME : Io.bytes(path));
    }
    return file;
  }

  /** A new file; what had its number before is no more. */
  KnownFile create(Tape tape, FileStatus status, Path path) {
    return create(tape, add(status.key, true), status, path);
  }

  /** A file that was there, but from which on it is recorded. */
  KnownFile admit(Tape tape, FileStatus status, Path path) {
    KnownFile file = find(status);
    if (file == null) {
      return create(tape, status, path);
    }
    file.since = recorder.nextOperation();
    file.recorded = true;
    return create(tape, file, status, path);
  }

  private KnownFile create(Tape tape, KnownFile file, FileStatus status, Path path) {
    if (!tape.lost) {
      tape.head(OpDescriptor.CREATE, file.since, file.id);
      identity(tape, file);
      tape.put(status.permissions());
      tape.put(status.uid);
      tape.put(status.gid);
      tape.putShort(Io.bytes(path));
    }
    return file;
  }

  void lostItsLastName(FileKey key) {
    KnownFile file = known.remove(key);
    if (file != null && Shot.active() != null) {
      gone.putIfAbsent(key, file);
    } else if (!gone.isEmpty()) {
      gone.clear();
    }
  }

  Map<FileKey, Long> known(Collection<FileKey> keys, long operation) {
    Map<FileKey, Long> ids = new HashMap<FileKey, Long>();
    for (FileKey key : keys) {
      KnownFile file = gone.getOrDefault(key, known.get(key));
      if (file != null && file.recorded && file.since <= operation) {
        ids.put(key, file.id);
      }
    }
    return ids;
  }

  /** True for what is recorded. */
  boolean inside(Path path) {
    for (Path source : sources) {
      if (path.startsWith(source)) {
        return true;
      }
    }
    return sources.isEmpty() && !path.startsWith(NO_FILES[0]) && !special(path);
  }

  private static boolean special(Path path) {
    return path.startsWith(NO_FILES[1])
        || path.startsWith(NO_FILES[2]) && !path.startsWith("/dev/shm");
  }

  private KnownFile add(FileKey key, boolean recorded) {
    KnownFile file =
        new KnownFile(this, ids.incrementAndGet(), key, recorder.nextOperation(), recorded);
    known.put(key, file);
    return file;
  }

  /** The id tells apart files that had one inode number after another. */
  private static void identity(Tape tape, KnownFile file) {
    tape.put(file.key.device);
    tape.put(file.key.inode);
    tape.put((int) file.id);
  }

  /** Null where it has no name any more. */
  private static Path path(FileDescriptor fd) throws IOException {
    Path path = Io.readLink(Paths.get("/proc/self/fd/" + Io.number(fd)));
    return FileStatus.of(fd).links == 0 ? null : path;
  }
}
