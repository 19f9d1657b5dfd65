package io.holdstill.agent.snapshot;

import io.holdstill.runtime.gate.Doors;
import io.holdstill.runtime.gate.FileKey;
import io.holdstill.runtime.gate.FileStatus;
import io.holdstill.runtime.gate.GuardedFile;
import io.holdstill.runtime.gate.Shot;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks for ways into the snapshot's files that do not pass the barrier: writable mappings,
 * descriptors that no guarded Java object owns, other processes. Taken before and after the
 * barrier, never behind it.
 */
final class Exposure {
  private static final String SELF = "/proc/self";
  private static final int TRIES = 20;
  private static final long AGAIN_NANOS = 50_000_000;

  private final Shot shot;
  private final Map<String, Report.Unguarded> found = new LinkedHashMap<>();
  private final Set<String> notChecked = new TreeSet<>();

  Exposure(Shot shot) {
    this.shot = shot;
  }

  List<Report.Unguarded> found() {
    return new ArrayList<>(found.values());
  }

  List<String> notChecked() {
    return new ArrayList<>(notChecked);
  }

  void note(GuardedFile file, String reason) {
    found.putIfAbsent(file.name + '\0' + reason, new Report.Unguarded(file.name, reason));
  }

  void look() throws IOException {
    mappings(Path.of("/proc/self/maps"), "mapped");
    ownDescriptors();
    otherProcesses();
  }

  /** A descriptor that Java has just opened, or is copying into, is known or gone in a moment. */
  private void ownDescriptors() throws IOException {
    Map<Integer, GuardedFile> suspects = suspects();
    for (int i = 0; i < TRIES && !suspects.isEmpty(); i++) {
      LockSupport.parkNanos(AGAIN_NANOS);
      suspects.keySet().retainAll(suspects().keySet());
    }
    suspects.values().forEach(file -> note(file, "native-descriptor"));
  }

  private Map<Integer, GuardedFile> suspects() throws IOException {
    Map<Integer, GuardedFile> open = writable(SELF);
    open.keySet().removeAll(Doors.numbers());
    return open;
  }

  /** Files of the snapshot that a process has open for writing, by descriptor. */
  private Map<Integer, GuardedFile> writable(String process) throws IOException {
    Map<Integer, GuardedFile> open = new LinkedHashMap<>();
    String[] names = new File(process, "fd").list();
    if (names == null && process.equals(SELF)) {
      throw new IOException(process + "/fd: cannot be listed, so no way in can be ruled out");
    }
    if (names == null) {
      if (Files.isReadable(Path.of(process, "stat")) && !ended(process)) {
        notChecked.add(unreadable(process));
      }
      return open;
    }
    boolean noted = false;
    for (String name : names) {
      try {
        GuardedFile file = writable(process, name);
        if (file != null) {
          open.put(Integer.valueOf(name), file);
        }
      } catch (IOException e) {
        if (!noted) {
          notLooked(process, e);
        }
        noted = true;
      }
    }
    return open;
  }

  /** Null where it is no way into a file of the snapshot. */
  private GuardedFile writable(String process, String name) throws IOException {
    for (int i = 0; ; i++) {
      try {
        FileStatus status = FileStatus.of(Path.of(process, "fd", name), true);
        GuardedFile file = status.regular() ? shot.find(status.key) : null;
        return file != null && opensForWriting(Path.of(process, "fdinfo", name)) ? file : null;
      } catch (NoSuchFileException closed) {
        return null; // between listing and looking
      } catch (IOException e) {
        // The file of a descriptor that was closed under it says so to its reader; the next look
        // finds none.
        if (i == TRIES) {
          throw e;
        }
      }
    }
  }

  private void notLooked(String process, IOException why) throws IOException {
    if (process.equals(SELF)) {
      throw why;
    }
    if (!ended(process)) {
      notChecked.add(unreadable(process));
    }
  }

  private static boolean opensForWriting(Path info) throws IOException {
    try {
      for (String line : Files.readAllLines(info)) {
        if (line.startsWith("flags:")) {
          return (Long.parseLong(line.substring(6).trim(), 8) & 3) != 0;
        }
      }
      return false;
    } catch (NoSuchFileException closed) {
      throw closed;
    } catch (IOException e) {
      throw new IOException(info + ": " + e.getMessage(), e);
    }
  }

  private void otherProcesses() throws IOException {
    String self = String.valueOf(ProcessHandle.current().pid());
    String[] names = new File("/proc").list((directory, name) -> name.matches("\\d+"));
    if (names == null) {
      throw new IOException("/proc: cannot be listed, so no other process can be looked into");
    }
    for (String pid : names) {
      if (!pid.equals(self)) {
        held("/proc/" + pid).values().forEach(f -> note(f, "other-process " + pid));
        mappings(Path.of("/proc", pid, "maps"), "other-process " + pid);
      }
    }
  }

  /**
   * What a process has open for writing. A child of this JVM has all that the JVM has open, until
   * it becomes the program that it was started for, and does nothing with it: it is looked at
   * again.
   */
  private Map<Integer, GuardedFile> held(String process) throws IOException {
    boolean child = Offspring.isChild(process); // asked first: it may end at any moment
    Map<Integer, GuardedFile> held = writable(process);
    for (int i = 0; child && i < TRIES && !held.isEmpty(); i++) {
      if (!Offspring.isUnchanged(process)) {
        return writable(process); // it has become its program, or has ended: what it has, it keeps
      }
      LockSupport.parkNanos(AGAIN_NANOS);
      held = writable(process);
    }
    return held;
  }

  /** A zombie has no descriptors left to look at. */
  private static boolean ended(String process) {
    try {
      String stat = Files.readString(Path.of(process, "stat"));
      return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
    } catch (IOException gone) {
      return true;
    }
  }

  private static String unreadable(String process) {
    try {
      return Files.readString(Path.of(process, "comm")).trim() + " (" + process + ")";
    } catch (IOException gone) {
      return "a process that ended (" + process + ")";
    }
  }

  // ---- mappings: address perms offset major:minor inode path

  private void mappings(Path maps, String reason) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(maps, StandardCharsets.ISO_8859_1);
    } catch (IOException notAllowedOrGone) {
      notLooked(maps.getParent().toString(), notAllowedOrGone);
      return;
    }
    for (String line : lines) {
      String[] fields = line.split("\\s+", 6);
      if (fields.length >= 5 && fields[1].startsWith("w", 1) && fields[1].endsWith("s")) {
        GuardedFile file = mapped(fields);
        if (file != null) {
          note(file, reason);
        }
      }
    }
  }

  /** Devices differ from stat's on some file systems: then the path decides, and doubt counts. */
  private GuardedFile mapped(String[] fields) {
    long inode = Long.parseLong(fields[4]);
    if (inode == 0) {
      return null;
    }
    GuardedFile exact = shot.find(new FileKey(device(fields[3]), inode));
    if (exact != null) {
      return exact;
    }
    for (GuardedFile file : shot.files()) {
      if (file.key.inode == inode && !leadsElsewhere(fields, file)) {
        return file;
      }
    }
    return null;
  }

  private static boolean leadsElsewhere(String[] fields, GuardedFile file) {
    try {
      return fields.length == 6 && !FileStatus.of(Path.of(fields[5]), true).key.equals(file.key);
    } catch (IOException | RuntimeException deleted) {
      return false;
    }
  }

  /** As the C library composes a device number. */
  static long device(String text) {
    int colon = text.indexOf(':');
    long major = Long.parseLong(text.substring(0, colon), 16);
    long minor = Long.parseLong(text.substring(colon + 1), 16);
    return (major & 0xfff) << 8 | minor & 0xff | (minor & ~0xffL) << 12 | (major & ~0xfffL) << 32;
  }
}
