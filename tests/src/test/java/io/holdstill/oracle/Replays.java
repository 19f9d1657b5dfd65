package io.holdstill.oracle;

import io.holdstill.copy.Receipt;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/**
 * In a JVM that keeps a journal: replays the journal from one snapshot of a program to the next,
 * while the program goes on. What comes out must be what that snapshot is.
 */
final class Replays {
  private static final int ONE_IN = 4;

  private final Path journal;
  private Class<?> door;
  private Path tree;
  private Path base;
  private long baseNumber;
  private int made;

  private Replays(Path journal) {
    this.journal = journal;
  }

  /** Does nothing where there is no journal. */
  static Replays ofThisJvm() throws ReflectiveOperationException {
    String journal = System.getProperty("holdstill.oracle.journal", "");
    Replays replays = new Replays(journal.isEmpty() ? null : Path.of(journal));
    if (!journal.isEmpty()) {
      Class<?> launch =
          Class.forName("io.holdstill.launch.Premain", true, ClassLoader.getSystemClassLoader());
      ClassLoader rooms = (ClassLoader) launch.getMethod("rooms").invoke(null);
      replays.door = Class.forName("io.holdstill.agent.replay.TestKitDoor", true, rooms);
    }
    return replays;
  }

  /** One replay after another; its base is the snapshot before, if requests did not cross. */
  synchronized void taken(Hostile hostile, Path snapshot, Receipt receipt, Random choice)
      throws Exception {
    if (journal == null) {
      return;
    }
    long number = receipt.number("group");
    boolean replayed = hostile.tree.equals(tree) && number >= baseNumber;
    if (replayed && choice.nextInt(ONE_IN) == 0) {
      hostile.calm(true);
      replay(snapshot, number);
      hostile.calm(false);
    }
    if (!hostile.tree.equals(tree) || replayed) {
      tree = hostile.tree;
      base = snapshot;
      baseNumber = number;
    }
  }

  private void replay(Path snapshot, long number) throws Exception {
    Path into = snapshot.resolveSibling("replay-" + made++);
    Object open = call("open", new Class<?>[] {Path.class, Path.class}, journal, base);
    try {
      Class<?>[] types = {Object.class, long.class, Path.class};
      call("materialise", types, open, number, into);
    } finally {
      call("close", new Class<?>[] {Object.class}, open);
    }
    compare(snapshot.resolve("tree"), into.resolve("tree"), number);
    OracleProgram.remove(into);
  }

  /**
   * The names, what they are, their bytes and targets, and which of them are of one file. Not the
   * times: a replayed file has that of its group's end.
   */
  static void compare(Path snapshot, Path replayed, long number) throws IOException {
    Map<String, Seen> was = Seen.below(snapshot);
    Map<String, Seen> is = Seen.below(replayed);
    Map<String, String> wasFirst = Seen.firstNames(was);
    Map<String, String> isFirst = Seen.firstNames(is);
    StringBuilder wrong = new StringBuilder();
    Map<String, Seen> all = new TreeMap<>(was);
    all.putAll(is);
    for (String name : all.keySet()) {
      String one = shown(was.get(name), wasFirst.get(name));
      String other = shown(is.get(name), isFirst.get(name));
      if (!same(was.get(name), is.get(name)) || !wasFirst.get(name).equals(isFirst.get(name))) {
        wrong.append("\n  ").append(name).append(": snapshot ").append(one);
        wrong.append(", replayed ").append(other);
      }
    }
    if (wrong.length() > 0) {
      throw new AssertionError("the journal up to " + number + " is not the snapshot:" + wrong);
    }
  }

  private static boolean same(Seen one, Seen other) {
    return one != null
        && other != null
        && Arrays.equals(one.bytes(), other.bytes())
        && Objects.equals(one.target(), other.target());
  }

  private static String shown(Seen seen, String firstName) {
    return seen == null ? "nothing" : seen + ", first name " + firstName;
  }

  private Object call(String name, Class<?>[] types, Object... arguments) throws Exception {
    try {
      return door.getMethod(name, types).invoke(null, arguments);
    } catch (InvocationTargetException e) {
      throw new AssertionError(name + ": " + e.getCause(), e.getCause());
    }
  }

  void requireSome() {
    if (journal != null && made == 0) {
      throw new AssertionError("a journal was kept, and nothing was replayed");
    }
  }

  @Override
  public String toString() {
    return made + " replays";
  }
}
