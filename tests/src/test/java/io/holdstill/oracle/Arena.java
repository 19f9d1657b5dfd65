package io.holdstill.oracle;

import io.holdstill.oracle.Move.Effect;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A few files in two directories which all threads change with no lock at all. In which order the
 * moves took effect nobody knows: every order that the clock allows is tried. There are only so
 * many moves that this can be done.
 */
final class Arena implements Place {
  static final int MOST_MOVES = 10;

  private static final int OLD = -1;
  private static final int OTHER_OLD = -2;
  static final int CHANNEL = 1_000;
  private static final int APPENDING = 1_001;
  private static final int STREAM = 1_002;
  private static final int RANDOM = 1_003;
  private static final int OTHER = 1_004;

  /** The slowest kernel ticks a hundred times a second. */
  private static final long TICK_NANOS = 10_000_000;

  private static final List<String> NAMES = List.of("x/a", "x/b", "y/a", "y/b");
  private static final List<String> DIRECTORIES = List.of("x/d", "y/d");

  final boolean big;
  private final Path tree;
  private final Path home;
  private final int number;
  private final AtomicInteger tickets = new AtomicInteger();
  private final Move[] moves = new Move[MOST_MOVES];
  private final List<Door> doors = new CopyOnWriteArrayList<>();
  private final Map<Integer, Long> oldTimes = new HashMap<>();
  private final Map<String, Long> oldDirectories = new HashMap<>();
  private Model first;
  private Set<Node> possible;

  /** After these moves, the files may be so. */
  private record Node(int taken, Model model) {}

  /**
   * @param big its files are longer than what is kept in memory of one before-image
   */
  Arena(Path tree, int number, boolean big) throws IOException {
    this.tree = tree;
    this.number = number;
    this.big = big;
    home = Files.createDirectory(tree.resolve("arena-" + number));
    Files.createDirectory(path("x"));
    Files.createDirectory(path("y"));
    int length = big ? 1_500_000 : 20_000;
    Content old = file("x/a", length, OLD);
    Content other = file("y/b", 9_000, OTHER_OLD);
    openDoors();
    first =
        new Model(
            new TreeMap<>(Map.of("x/a", OLD, "y/b", OTHER_OLD)),
            new TreeMap<>(Map.of("", OLD, "x", OLD, "y", OLD)),
            new TreeMap<>(Map.of(OLD, old, OTHER_OLD, other)),
            new TreeMap<>(
                Map.of(
                    CHANNEL, OLD, APPENDING, OLD, STREAM, OTHER_OLD, RANDOM, OLD, OTHER,
                    OTHER_OLD)));
    for (String directory : first.directories().keySet()) {
      oldDirectories.put(directory, Seen.of(path(directory)).changedNanos());
    }
  }

  private Content file(String name, int length, int inode) throws IOException {
    Files.write(path(name), Stamps.bytes(stamp(inode), length));
    oldTimes.put(inode, Seen.of(path(name)).changedNanos());
    return new Content(List.of(), inode).write(0, length, stamp(inode), inode);
  }

  private void openDoors() throws IOException {
    StandardOpenOption read = StandardOpenOption.READ;
    StandardOpenOption write = StandardOpenOption.WRITE;
    door(CHANNEL).opened(FileChannel.open(path("x/a"), read, write));
    door(APPENDING).opened(FileChannel.open(path("x/a"), StandardOpenOption.APPEND));
    door(STREAM).opened(new FileOutputStream(path("y/b").toFile(), true));
    door(RANDOM).opened(new RandomAccessFile(path("x/a").toFile(), "rw"));
    door(OTHER).opened(FileChannel.open(path("y/b"), read, write));
  }

  // ---- what moves choose from

  Path path(String name) {
    return home.resolve(name);
  }

  String name(Random random) {
    return NAMES.get(random.nextInt(NAMES.size()));
  }

  String directory(Random random) {
    return DIRECTORIES.get(random.nextInt(DIRECTORIES.size()));
  }

  long stamp(int move) {
    return number * 64L + move + 8;
  }

  /** For a move to open, which has its number. */
  Door door(int move) {
    Door door = new Door(move);
    doors.add(door);
    return door;
  }

  /** One that may be written at any position, open or not. */
  Door channel(Random random) {
    Set<Integer> others = Set.of(APPENDING, STREAM, RANDOM);
    List<Door> able =
        doors.stream().filter(d -> d.isOpened() && !others.contains(d.number)).toList();
    return able.get(random.nextInt(able.size()));
  }

  Door appending() {
    return numbered(APPENDING);
  }

  Door streaming() {
    return numbered(STREAM);
  }

  Door random() {
    return numbered(RANDOM);
  }

  Door numbered(int door) {
    return doors.stream().filter(d -> d.number == door).findFirst().orElseThrow();
  }

  // ---- the program

  /** Takes a move of this way; false if there have been as many as can be judged. */
  boolean move(Group group, Moves.Maker way, Random random) throws IOException {
    int move = tickets.getAndIncrement();
    if (move >= MOST_MOVES) {
      return false;
    }
    moves[move] = new Move(group, way.draft(this, random, move));
    group.did(moves[move].begun, moves[move].ended);
    return true;
  }

  int taken() {
    return Math.min(tickets.get(), MOST_MOVES);
  }

  /** When all threads have ended: what is possible is what leads to the files as they are now. */
  String conclude() throws IOException {
    for (Door door : doors) {
      door.close();
    }
    Map<String, Seen> live = Seen.below(home);
    Map<Node, Boolean> known = new HashMap<>();
    boolean right = leads(new Node(0, first), live, known);
    possible = new LinkedHashSet<>();
    known.forEach((node, leads) -> when(leads, node));
    return right ? "" : "no order of the moves leads to what is there: " + live + moves();
  }

  private void when(boolean leads, Node node) {
    if (leads) {
      possible.add(node);
    }
  }

  private boolean leads(Node node, Map<String, Seen> live, Map<Node, Boolean> known) {
    Boolean already = known.get(node);
    if (already != null) {
      return already;
    }
    boolean leads = node.taken == (1 << taken()) - 1 && is(node.model, live);
    for (int i = 0; i < taken(); i++) {
      if (mayBeNext(node.taken, i)) {
        Effect effect = overlapped(moves[i]) ? moves[i].overtaken : moves[i].effect;
        for (Model after : effect.on(node.model, moves[i].outcome)) {
          leads |= leads(new Node(node.taken | 1 << i, after), live, known);
        }
      }
    }
    known.put(node, leads);
    return leads;
  }

  /** By another, which may have come between what the kernel looked for and what it did. */
  private boolean overlapped(Move move) {
    for (int i = 0; i < taken(); i++) {
      Move other = moves[i];
      if (other != move && other.begun <= move.ended && move.begun <= other.ended) {
        return true;
      }
    }
    return false;
  }

  /** Not taken yet, and no other that is not had ended before it began. */
  private boolean mayBeNext(int already, int next) {
    for (int i = 0; i < taken(); i++) {
      boolean free = (already & 1 << i) == 0;
      if (i == next ? !free : free && moves[i].ended < moves[next].begun) {
        return false;
      }
    }
    return true;
  }

  // ---- the copy

  private boolean is(Model model, Map<String, Seen> seen) {
    Map<Object, Integer> inodes = new HashMap<>();
    if (model.names().size() + model.directories().size() != seen.size()) {
      return false;
    }
    for (Map.Entry<String, Integer> name : model.names().entrySet()) {
      Seen file = seen.get(name.getKey());
      Integer inode = name.getValue();
      if (file == null || file.bytes() == null || !is(model.inodes().get(inode), file)) {
        return false;
      }
      Integer other = inodes.put(file.key(), inode);
      if (other != null && !other.equals(inode)) {
        return false;
      }
    }
    if (inodes.size() != new LinkedHashSet<>(model.names().values()).size()) {
      return false;
    }
    for (Map.Entry<String, Integer> directory : model.directories().entrySet()) {
      Seen found = seen.get(directory.getKey());
      Long old = oldDirectories.get(directory.getKey());
      if (found == null || found.bytes() != null || !changed(found, directory.getValue(), old)) {
        return false;
      }
    }
    return true;
  }

  private boolean is(Content content, Seen file) {
    return changed(file, content.changed(), oldTimes.get(content.changed()))
        && content.is(file.bytes());
  }

  private boolean changed(Seen seen, int by, Long old) {
    return by < 0
        ? old.equals(seen.changedNanos())
        : moves[by].changedAt(seen.changedNanos(), TICK_NANOS);
  }

  @Override
  public Set<Reading> readings(Asked asked) throws IOException {
    Map<String, Seen> seen = Seen.below(copy(asked));
    Set<Reading> readings = new LinkedHashSet<>();
    for (Node node : possible) {
      Reading reading = reading(asked, node.taken);
      if (reading != null && !readings.contains(reading) && is(node.model, seen)) {
        readings.add(reading);
      }
    }
    return readings;
  }

  private Reading reading(Asked asked, int in) {
    Reading.Sorting sorting = new Reading.Sorting(asked);
    for (int i = 0; i < taken(); i++) {
      sorting.put(moves[i].group, (in & 1 << i) != 0);
    }
    return sorting.reading();
  }

  private Path copy(Asked asked) {
    return asked.copy().resolve(tree.relativize(home));
  }

  @Override
  public String found(Asked asked) throws IOException {
    Map<String, Seen> seen = Seen.below(copy(asked));
    StringBuilder said = new StringBuilder(this + ": " + seen);
    for (Node node : possible) {
      if (is(node.model, seen)) {
        said.append("\n  so after moves ").append(Integer.toBinaryString(node.taken));
      }
    }
    return said + moves();
  }

  private String moves() {
    StringBuilder said = new StringBuilder();
    for (int i = 0; i < taken(); i++) {
      said.append("\n  move ").append(i).append(": ").append(moves[i]);
    }
    return said.toString();
  }

  @Override
  public String toString() {
    return "arena " + number;
  }
}
