package io.holdstill.agent.replay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** Does random things to real directories, and writes down what it did as the journal has it. */
final class RandomStore {
  private static final int MOST_NAMES = 16;

  private final Path inside;
  private final Path outside;
  private final Random random;
  private final Map<Object, Long> ids = new HashMap<>();
  private final Set<Long> known = new HashSet<>();
  private long nextId;
  private long nextNumber;
  private long nextName;

  RandomStore(Path inside, Path outside, Random random) {
    this.inside = inside;
    this.outside = outside;
    this.random = random;
  }

  /** One operation that succeeds, or none. */
  void act(Ops ops) throws IOException {
    switch (random.nextInt(12)) {
      case 0 -> create(ops);
      case 1 -> directory(ops);
      case 2 -> symlink(ops);
      case 3 -> link(ops);
      case 4 -> delete(ops);
      case 5 -> rename(ops, false);
      case 6 -> rename(ops, true);
      case 7 -> length(ops);
      default -> write(ops);
    }
  }

  private void create(Ops ops) throws IOException {
    Path path = newName();
    if (path == null) {
      return;
    }
    Files.createFile(path);
    long id = ++nextId;
    ids.put(key(path), id);
    known.add(id);
    ops.create(++nextNumber, id, Ops.exact(path));
  }

  private void directory(Ops ops) throws IOException {
    Path path = newName();
    if (path != null && path.getNameCount() < inside.getNameCount() + 4) {
      Files.createDirectory(path);
      ops.directory(++nextNumber, Ops.exact(path));
    }
  }

  private void symlink(Ops ops) throws IOException {
    Path path = newName();
    if (path != null && random.nextInt(3) == 0) {
      String target = random.nextBoolean() ? "../x y" : "/nowhere";
      Files.createSymbolicLink(path, Path.of(target));
      ops.symlink(++nextNumber, Ops.exact(path), target);
    }
  }

  private void link(Ops ops) throws IOException {
    Path file = pick(inside, Kind.FILE);
    Path path = newName();
    if (file != null && path != null && random.nextInt(3) == 0) {
      long id = id(file, ops);
      Files.createLink(path, file);
      ops.link(++nextNumber, id, Ops.exact(path));
    }
  }

  private void delete(Ops ops) throws IOException {
    Path path = pick(random.nextInt(4) == 0 ? outside : inside, Kind.ANY);
    if (path == null || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && !empty(path)) {
      return;
    }
    long id = ids.getOrDefault(key(path), 0L);
    forgetIfLast(path);
    Files.delete(path);
    ops.delete(++nextNumber, id, Ops.exact(path));
  }

  private void rename(Ops ops, boolean replacing) throws IOException {
    Path from = pick(random.nextInt(3) == 0 ? outside : inside, Kind.ANY);
    Path to = replacing ? pick(random.nextInt(4) == 0 ? outside : inside, Kind.ANY) : newName();
    if (from == null || to == null || !fits(from, to)) {
      return;
    }
    if (replacing && key(from).equals(key(to))) {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
      return; // does nothing, and nothing is recorded of it
    }
    if (replacing) {
      forgetIfLast(to);
    }
    long id = ids.getOrDefault(key(from), 0L);
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    ops.rename(++nextNumber, id, Ops.exact(from), Ops.exact(to));
  }

  private static boolean fits(Path from, Path to) throws IOException {
    boolean directory = Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS);
    if (directory && to.startsWith(from)) {
      return false;
    }
    if (!Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    boolean onto = Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS);
    return directory == onto && (!onto || empty(to)) && !from.startsWith(to);
  }

  private void length(Ops ops) throws IOException {
    Path file = pick(inside, Kind.FILE);
    if (file == null) {
      return;
    }
    long id = id(file, ops);
    long length = random.nextInt(10_000);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      if (length < channel.size()) {
        channel.truncate(length);
      } else if (length > channel.size()) {
        channel.write(ByteBuffer.allocate(1), length - 1);
      }
    }
    ops.length(++nextNumber, id, length);
  }

  private void write(Ops ops) throws IOException {
    Path file = pick(random.nextInt(4) == 0 ? outside : inside, Kind.FILE);
    if (file == null) {
      return;
    }
    long id = id(file, ops);
    byte[] bytes = new byte[1 + random.nextInt(300)];
    random.nextBytes(bytes);
    long position = random.nextInt(9_000);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(bytes), position);
    }
    ops.write(++nextNumber, id, position, bytes);
  }

  /** Of a file that was there before, the journal learns when it is first needed. */
  private long id(Path file, Ops ops) throws IOException {
    long id = ids.computeIfAbsent(key(file), key -> ++nextId);
    if (known.add(id)) {
      ops.bind(++nextNumber, id, Ops.exact(file));
    }
    return id;
  }

  private void forgetIfLast(Path path) throws IOException {
    if (Integer.valueOf(1)
        .equals(Files.getAttribute(path, "unix:nlink", LinkOption.NOFOLLOW_LINKS))) {
      ids.remove(key(path)); // its inode may come back as another file's
    }
  }

  private static Object key(Path path) throws IOException {
    return Files.getAttribute(path, "unix:fileKey", LinkOption.NOFOLLOW_LINKS);
  }

  private enum Kind {
    FILE,
    ANY
  }

  private Path pick(Path root, Kind kind) throws IOException {
    List<Path> all = Directories.all(root);
    if (kind == Kind.FILE) {
      all.removeIf(path -> !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS));
    }
    return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
  }

  private Path newName() throws IOException {
    Path root = random.nextInt(4) == 0 ? outside : inside;
    List<Path> in = Directories.all(root);
    if (in.size() > MOST_NAMES) {
      return null; // a small tree is as hard to follow, and quicker to compare
    }
    in.removeIf(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS));
    in.add(root);
    Path path = in.get(random.nextInt(in.size())).resolve("n" + (nextName++ % 40));
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? null : path;
  }

  private static boolean empty(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.findAny().isEmpty();
    }
  }
}
