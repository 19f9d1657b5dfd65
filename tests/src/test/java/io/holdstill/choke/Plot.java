package io.holdstill.choke;

import io.holdstill.runtime.WriteGroup;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A directory of a few files and the model of it. One write group is one operation through the door
 * under test, and the stamp: a second file, which says the version that the directory is at then. A
 * copy that shows one without the other is torn.
 *
 * <p>Names, bytes and modification times belong to the model. The times are asked of the file
 * system after each operation, inside the group.
 */
public final class Plot {
  static final String STAMP = "stamp";
  private static final int MOST = 80 << 10;
  static final int MOST_BYTES = 9_000;
  private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f");

  final String door;
  public final Path home;
  final Random random;
  final States states = new States();
  private final Act act;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Inode> names = new TreeMap<>();
  private final Map<String, String> state = new TreeMap<>();
  private final Set<String> touched = new HashSet<>();
  private final AtomicLong operations = new AtomicLong();
  private final Inode stamp = new Inode(Inode.Kind.FILE, null);
  private long version;

  /** One operation through the door under test, on the files and on the model. */
  public interface Act {
    void on(Plot plot) throws IOException;
  }

  public Plot(Path home, String door, Act act, long seed) throws IOException {
    this.home = Files.createDirectory(home);
    this.door = door;
    this.act = act;
    this.random = new Random(seed);
    names.put(STAMP, stamp);
    Files.createFile(home.resolve(STAMP));
    for (String name : NAMES.subList(0, 4)) {
      make(name);
    }
    stamp();
    settle();
  }

  /** One write group. The lock is taken inside it: the states of a shared plot are in order. */
  void change() throws IOException {
    try (WriteGroup group = WriteGroup.begin(door)) {
      step(true);
    }
  }

  /**
   * One operation, as a part of the group that the caller is in.
   *
   * @param stamped with the stamp, written before the operation or after it
   * @return the version that the files are at then
   */
  public long step(boolean stamped) throws IOException {
    lock.lock();
    try {
      boolean first = random.nextBoolean();
      version++;
      if (stamped && first) {
        stamp();
      }
      act.on(this);
      if (stamped && !first) {
        stamp();
      }
      settle();
      operations.incrementAndGet();
      return version;
    } finally {
      lock.unlock();
    }
  }

  /** What the files were at a version: name to description, as {@link Description#of} has it. */
  public Map<String, String> at(long version) {
    return states.at(version);
  }

  long operations() {
    return operations.get();
  }

  public void close() throws IOException {
    for (Inode inode : names.values()) {
      inode.close();
    }
  }

  private void stamp() throws IOException {
    byte[] now = ByteBuffer.allocate(8).putLong(version).array();
    stamp.channel(path(STAMP)).write(ByteBuffer.wrap(now), 0);
    wrote(STAMP, 0, now);
  }

  private void settle() throws IOException {
    Set<Inode> changed = new HashSet<>();
    for (String name : touched) {
      changed.add(names.get(name));
      if (!names.containsKey(name)) {
        state.remove(name);
      }
    }
    for (Map.Entry<String, Inode> name : names.entrySet()) {
      if (changed.contains(name.getValue())) {
        state.put(name.getKey(), describe(name.getKey(), name.getValue()));
      }
    }
    state.put(".", Description.directory(home));
    touched.clear();
    states.add(version, state);
  }

  private String describe(String name, Inode inode) throws IOException {
    return switch (inode.kind) {
      case DIRECTORY -> Description.directory(path(name));
      case LINK -> Description.link(inode.target);
      case FILE -> Description.file(path(name), inode.size(), inode.checksum(), firstName(inode));
    };
  }

  private String firstName(Inode inode) {
    for (Map.Entry<String, Inode> name : names.entrySet()) {
      if (name.getValue() == inode) {
        return name.getKey();
      }
    }
    throw new AssertionError("no name");
  }

  // ---- what acts choose from

  Path path(String name) {
    return home.resolve(name);
  }

  /** Some regular file that is not the stamp. */
  String file() throws IOException {
    List<String> files = named(Inode.Kind.FILE);
    return files.isEmpty() ? make(free()) : pick(files);
  }

  /** One that can be appended to; a full one is emptied first. */
  String fileWithRoom() throws IOException {
    String file = file();
    if (size(file) > MOST - 2 * MOST_BYTES) {
      channel(file).truncate(0);
      resized(file, 0);
    }
    return file;
  }

  /** A file that is not this one. */
  String otherThan(String name) throws IOException {
    List<String> files = named(Inode.Kind.FILE);
    files.removeIf(each -> names.get(each) == names.get(name));
    return files.isEmpty() ? make(freeBut(name)) : pick(files);
  }

  List<String> named(Inode.Kind kind) {
    List<String> found = new ArrayList<>();
    names.forEach(
        (name, inode) -> {
          if (inode.kind == kind && inode != stamp) {
            found.add(name);
          }
        });
    return found;
  }

  /** A name that nothing has; where all are taken, one is removed. */
  String free() throws IOException {
    return freeBut(null);
  }

  /** As {@link #free()}, but this one is not to be removed. */
  String freeBut(String kept) throws IOException {
    List<String> free = new ArrayList<>(NAMES);
    free.removeAll(names.keySet());
    if (!free.isEmpty()) {
      return pick(free);
    }
    List<String> victims = new ArrayList<>(NAMES);
    victims.remove(kept);
    String victim = pick(victims);
    Files.delete(path(victim));
    removed(victim);
    return victim;
  }

  String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  byte[] bytes() {
    return bytes(1 + random.nextInt(MOST_BYTES));
  }

  byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Where that many bytes may be written; now and then behind the end, which leaves a hole. */
  int position(String name, int count) {
    int size = names.get(name).size();
    int beyond = random.nextInt(8) == 0 ? random.nextInt(MOST_BYTES) : 0;
    return Math.min(size == 0 ? beyond : random.nextInt(size + 1) + beyond, MOST - count);
  }

  /** Of these bytes, in the heap or outside of it. */
  ByteBuffer buffer(byte[] bytes) {
    return random.nextBoolean()
        ? ByteBuffer.wrap(bytes)
        : ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  int size(String name) {
    return names.get(name).size();
  }

  byte[] content(String name) {
    return names.get(name).content();
  }

  FileChannel channel(String name) throws IOException {
    return names.get(name).channel(path(name));
  }

  RandomAccessFile random(String name) throws IOException {
    return names.get(name).random(path(name));
  }

  // ---- what acts tell the model

  void wrote(String name, long at, byte[] bytes) {
    names.get(name).write((int) at, bytes);
    touched.add(name);
  }

  void resized(String name, int size) {
    names.get(name).size(size);
    touched.add(name);
  }

  /** The name leads to a file of these bytes now, and to another than before. */
  void made(String name, byte[] bytes) throws IOException {
    named(name, new Inode(Inode.Kind.FILE, null));
    wrote(name, 0, bytes);
  }

  void madeDirectory(String name) throws IOException {
    named(name, new Inode(Inode.Kind.DIRECTORY, null));
  }

  void madeLink(String name, String target) throws IOException {
    named(name, new Inode(Inode.Kind.LINK, target));
  }

  void linked(String name, String existing) throws IOException {
    named(name, names.get(existing));
  }

  void moved(String from, String to) throws IOException {
    Inode inode = names.remove(from);
    touch(from, inode);
    named(to, inode);
  }

  void removed(String name) throws IOException {
    Inode inode = names.remove(name);
    touch(name, inode);
    if (!names.containsValue(inode)) {
      inode.close();
    }
  }

  private void named(String name, Inode inode) throws IOException {
    if (names.containsKey(name)) {
      removed(name);
    }
    names.put(name, inode);
    touch(name, inode);
  }

  /** All names of an inode are described anew: the first of them may be another now. */
  private void touch(String changed, Inode inode) {
    touched.add(changed);
    names.forEach(
        (name, each) -> {
          if (each == inode) {
            touched.add(name);
          }
        });
  }

  private String make(String name) throws IOException {
    byte[] bytes = bytes(random.nextInt(MOST / 2));
    Files.write(path(name), bytes);
    made(name, bytes);
    return name;
  }
}
