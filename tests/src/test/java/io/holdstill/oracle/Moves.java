package io.holdstill.oracle;

import io.holdstill.oracle.Move.Draft;
import io.holdstill.oracle.Move.Effect;
import io.holdstill.oracle.Move.Outcome;
import java.io.FileOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** The table: what threads do to an arena at one time. A further way is one more line. */
final class Moves {
  static final Map<String, Maker> TABLE = new LinkedHashMap<>();

  static {
    TABLE.put("write", Moves::write);
    TABLE.put("write again", Moves::write);
    TABLE.put("adjacent write", Moves::adjacent);
    TABLE.put("empty write", Moves::empty);
    TABLE.put("huge write", Moves::huge);
    TABLE.put("interrupted write", Moves::interrupted);
    TABLE.put("write, interrupted meanwhile", Moves::interruptedMeanwhile);
    TABLE.put("append", Moves::append);
    TABLE.put("append by a stream", Moves::streamed);
    TABLE.put("truncate", Moves::truncate);
    TABLE.put("setLength", Moves::setLength);
    TABLE.put("setLength(0)", (a, r, m) -> setLength(a, m, 0));
    TABLE.put("open", Moves::open);
    TABLE.put("reopen, truncating", Moves::reopen);
    TABLE.put("createFile", Moves::createFile);
    TABLE.put("delete", Moves::delete);
    TABLE.put("move(ATOMIC_MOVE)", Moves::move);
    TABLE.put("renameTo", Moves::renameTo);
    TABLE.put("createLink", Moves::createLink);
    TABLE.put("createDirectory", Moves::createDirectory);
    TABLE.put("delete a directory", Moves::deleteDirectory);
    TABLE.put("close", Moves::close);
  }

  private static final int MOST_BYTES = 9_000;
  private static final int HUGE = 600 << 10;

  private Moves() {}

  /** Makes the draft of one move. */
  interface Maker {
    Draft draft(Arena arena, Random random, int move);
  }

  // ---- through a door

  private static Draft write(Arena arena, Random random, int move) {
    return write(arena, arena.channel(random), move, random.nextInt(24_000), length(random));
  }

  /** At the end of a block, or of another's range: those begin and end at such places, too. */
  private static Draft adjacent(Arena arena, Random random, int move) {
    int at = 4096 * random.nextInt(6);
    return write(arena, arena.channel(random), move, at, 4096 * (1 + random.nextInt(2)));
  }

  private static Draft empty(Arena arena, Random random, int move) {
    return write(arena, arena.channel(random), move, random.nextInt(30_000), 0);
  }

  private static Draft huge(Arena arena, Random random, int move) {
    int length = arena.big ? HUGE + random.nextInt(HUGE) : length(random);
    return write(arena, arena.channel(random), move, random.nextInt(60_000), length);
  }

  /** The channel is closed, before the write or after it. */
  private static Draft interrupted(Arena arena, Random random, int move) {
    Draft plain = write(arena, random, move);
    return new Draft(
        "interrupted " + plain.text(),
        () -> {
          Thread.currentThread().interrupt();
          try {
            plain.action().run();
          } finally {
            Thread.interrupted();
          }
        },
        plain.effect());
  }

  /** At some moment of the write, if not before it or after it. */
  private static Draft interruptedMeanwhile(Arena arena, Random random, int move) {
    Draft plain = write(arena, random, move);
    return new Draft(
        "meanwhile interrupted " + plain.text(),
        () -> {
          CompletableFuture<Void> other =
              CompletableFuture.runAsync(Thread.currentThread()::interrupt);
          try {
            plain.action().run();
          } finally {
            other.join();
            Thread.interrupted();
          }
        },
        plain.effect());
  }

  static Draft write(Arena arena, Door door, int move, int at, int length) {
    long stamp = arena.stamp(move);
    return new Draft(
        "write " + length + " at " + at + " by " + door,
        () -> whole(door.channel().write(bytes(stamp, length), at), length),
        onFile(door, move, (file, m) -> List.of(file.write(at, length, stamp, m))));
  }

  private static Draft append(Arena arena, Random random, int move) {
    return append(arena, arena.appending(), move, length(random), false);
  }

  private static Draft streamed(Arena arena, Random random, int move) {
    return append(arena, arena.streaming(), move, random.nextInt(8_000), true);
  }

  private static Draft append(Arena arena, Door door, int move, int length, boolean stream) {
    long stamp = arena.stamp(move);
    return new Draft(
        (stream ? "stream " : "append ") + length + " by " + door,
        () -> {
          if (stream) {
            door.stream().write(bytes(stamp, length).array());
          } else {
            whole(door.channel().write(bytes(stamp, length)), length);
          }
        },
        onFile(door, move, (file, m) -> List.of(file.write(file.size(), length, stamp, m))));
  }

  /** It looks at the size first: where another truncates meanwhile, the file may even grow. */
  private static Draft truncate(Arena arena, Random random, int move) {
    Door door = arena.channel(random);
    int size = random.nextInt(30_000);
    return new Draft(
        "truncate to " + size + " by " + door,
        () -> door.channel().truncate(size),
        onFile(
            door,
            move,
            (file, m) ->
                file.size() > size
                    ? List.of(file.resize(size, m))
                    : List.of(file, file.resize(size, m))));
  }

  private static Draft setLength(Arena arena, Random random, int move) {
    return setLength(arena, move, random.nextInt(arena.big ? 3 * HUGE : 40_000));
  }

  private static Draft setLength(Arena arena, int move, int size) {
    Door door = arena.random();
    return new Draft(
        "setLength " + size + " by " + door,
        () -> door.random().setLength(size),
        onFile(door, move, (file, m) -> List.of(file.resize(size, m))));
  }

  private static Draft close(Arena arena, Random random, int move) {
    Door door = arena.channel(random);
    return new Draft("close " + door, door::close, (model, outcome) -> List.of(model));
  }

  // ---- through a name

  private static Draft open(Arena arena, Random random, int move) {
    String name = arena.name(random);
    Door door = arena.door(move);
    return new Draft(
        "open " + name,
        () ->
            door.opened(
                FileChannel.open(
                    arena.path(name), StandardOpenOption.READ, StandardOpenOption.WRITE)),
        ifThere(name, (model, inode) -> List.of(model.door(move, inode))));
  }

  /** The kernel finds the file first and cuts it after: by then it may have another name. */
  private static Draft reopen(Arena arena, Random random, int move) {
    return reopen(arena, arena.name(random), move);
  }

  static Draft reopen(Arena arena, String name, int move) {
    Door door = arena.door(move);
    return new Draft(
        "reopen " + name + ", truncating",
        () -> door.opened(new FileOutputStream(arena.path(name).toFile())),
        (model, outcome) -> {
          Integer inode = model.names().get(name);
          return List.of(
              inode == null ? made(model, name, move).door(move, move) : cut(model, inode, move));
        },
        (model, outcome) -> {
          List<Model> after = new ArrayList<>();
          if (!model.names().containsKey(name)) {
            after.add(made(model, name, move).door(move, move));
          }
          model.inodes().keySet().forEach(inode -> after.add(cut(model, inode, move)));
          return after;
        });
  }

  private static Model cut(Model model, Integer inode, int move) {
    return model.with(inode, model.inodes().get(inode).resize(0, move)).door(move, inode);
  }

  private static Draft createFile(Arena arena, Random random, int move) {
    String name = arena.name(random);
    return new Draft(
        "create " + name,
        () -> Files.createFile(arena.path(name)),
        ifFree(name, model -> made(model, name, move)));
  }

  private static Draft delete(Arena arena, Random random, int move) {
    return delete(arena, arena.name(random), move);
  }

  static Draft delete(Arena arena, String name, int move) {
    return new Draft(
        "delete " + name,
        () -> Files.delete(arena.path(name)),
        ifThere(name, (model, inode) -> List.of(model.named(name, null, move))));
  }

  private static Draft move(Arena arena, Random random, int move) {
    String from = arena.name(random);
    String to = arena.name(random);
    return new Draft(
        "move " + from + " to " + to,
        () -> Files.move(arena.path(from), arena.path(to), StandardCopyOption.ATOMIC_MOVE),
        renamed(from, to, move));
  }

  private static Draft renameTo(Arena arena, Random random, int move) {
    String from = arena.name(random);
    String to = arena.name(random);
    Path source = arena.path(from);
    return new Draft(
        "rename " + from + " to " + to,
        () -> {
          if (!source.toFile().renameTo(arena.path(to).toFile())) {
            throw new NoSuchFileException(from);
          }
        },
        renamed(from, to, move));
  }

  private static Draft createLink(Arena arena, Random random, int move) {
    return link(arena, arena.name(random), arena.name(random), move);
  }

  /**
   * The kernel finds the file first and names it after: by then the old name may lead elsewhere, or
   * the file may have lost its last one, and the link is refused though both names seem well.
   */
  static Draft link(Arena arena, String name, String old, int move) {
    return new Draft(
        "link " + name + " to " + old,
        () -> Files.createLink(arena.path(name), arena.path(old)),
        (model, outcome) -> {
          Integer inode = model.names().get(old);
          boolean can = inode != null && !model.names().containsKey(name);
          if (outcome == Outcome.DONE) {
            return can ? List.of(model.named(name, inode, move)) : List.of();
          }
          return only(model, !can);
        },
        (model, outcome) -> {
          if (outcome == Outcome.REFUSED) {
            return List.of(model);
          }
          List<Model> after = new ArrayList<>();
          for (Integer inode : new TreeSet<>(model.names().values())) {
            after.add(model.named(name, inode, move));
          }
          return only(after, !model.names().containsKey(name));
        });
  }

  private static Draft createDirectory(Arena arena, Random random, int move) {
    String name = arena.directory(random);
    return new Draft(
        "make " + name,
        () -> Files.createDirectory(arena.path(name)),
        (model, outcome) ->
            model.directories().containsKey(name)
                ? only(model, outcome == Outcome.REFUSED)
                : only(model.directory(name, true, move), outcome == Outcome.DONE));
  }

  private static Draft deleteDirectory(Arena arena, Random random, int move) {
    String name = arena.directory(random);
    return new Draft(
        "remove " + name,
        () -> Files.delete(arena.path(name)),
        (model, outcome) ->
            model.directories().containsKey(name)
                ? only(model.directory(name, false, move), outcome == Outcome.DONE)
                : only(model, outcome == Outcome.REFUSED));
  }

  // ---- what moves are made of

  private interface OnFile {
    List<Content> on(Content file, int move);
  }

  private static Effect onFile(Door door, int move, OnFile change) {
    return (model, outcome) -> {
      Integer inode = model.doors().get(door.number);
      if (inode == null || outcome == Outcome.REFUSED) {
        return List.of();
      }
      List<Model> after = new ArrayList<>();
      for (Content content : change.on(model.inodes().get(inode), move)) {
        after.add(model.with(inode, content));
      }
      if (outcome == Outcome.CLOSED) {
        after.add(model);
      }
      return after;
    };
  }

  private interface OnInode {
    List<Model> on(Model model, Integer inode);
  }

  private static Effect ifThere(String name, OnInode change) {
    return (model, outcome) -> {
      Integer inode = model.names().get(name);
      if (outcome == Outcome.DONE) {
        return inode == null ? List.of() : change.on(model, inode);
      }
      return only(model, inode == null);
    };
  }

  private interface OnModel {
    Model on(Model model);
  }

  private static Effect ifFree(String name, OnModel change) {
    return (model, outcome) ->
        model.names().containsKey(name)
            ? only(model, outcome == Outcome.REFUSED)
            : only(change.on(model), outcome == Outcome.DONE);
  }

  /** Two names of one file: nothing happens. */
  private static Effect renamed(String from, String to, int move) {
    return ifThere(
        from,
        (model, inode) ->
            inode.equals(model.names().get(to))
                ? List.of(model)
                : List.of(model.named(from, null, move).named(to, inode, move)));
  }

  private static Model made(Model model, String name, int move) {
    return model.with(move, new Content(List.of(), move)).named(name, move, move);
  }

  private static List<Model> only(Model model, boolean possible) {
    return only(List.of(model), possible);
  }

  private static List<Model> only(List<Model> models, boolean possible) {
    return possible ? models : List.of();
  }

  private static int length(Random random) {
    return 1 + random.nextInt(MOST_BYTES);
  }

  private static ByteBuffer bytes(long stamp, int length) {
    return ByteBuffer.wrap(Stamps.bytes(stamp, length));
  }

  private static void whole(int written, int length) {
    if (written != length) {
      throw new AssertionError(written + " of " + length + " bytes were written");
    }
  }
}
