package io.holdstill.choke;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Runs in the forked JVM with the agent, whose replay it asks: compares its states with copies. */
public final class TruthJudge {
  private final Class<?> door;
  private final Object open;
  private final Path scratch;
  private int states;

  private TruthJudge(Path journal, Path base) throws Exception {
    Class<?> launch =
        Class.forName("io.holdstill.launch.Premain", true, ClassLoader.getSystemClassLoader());
    ClassLoader rooms = (ClassLoader) launch.getMethod("rooms").invoke(null);
    door = Class.forName("io.holdstill.agent.replay.TestKitDoor", true, rooms);
    open = door.getMethod("open", Path.class, Path.class).invoke(null, journal, base);
    scratch = Files.createTempDirectory(base.toAbsolutePath().getParent(), "states");
  }

  /** Arguments: journal, live tree, then number and copy for each snapshot, the base first. */
  public static void main(String[] args) throws Exception {
    TruthJudge judge = new TruthJudge(Path.of(args[0]), Path.of(args[3]));
    for (int i = 2; i < args.length; i += 2) {
      judge.compare(Long.parseLong(args[i]), Path.of(args[i + 1]).resolve("tree"));
    }
    judge.compare(judge.last(), Path.of(args[1]));
    System.out.println("right " + judge.states + " states, to group " + judge.last());
  }

  private void compare(long number, Path wanted) throws Exception {
    Path into = scratch.resolve("state-" + states++);
    Method materialise = door.getMethod("materialise", Object.class, long.class, Path.class);
    materialise.invoke(null, open, number, into);
    Map<String, String> was = described(wanted);
    Map<String, String> is = described(into.resolve("tree"));
    if (!was.equals(is)) {
      List<String> wrong = new ArrayList<>();
      was.forEach(
          (name, what) -> {
            if (!what.equals(is.get(name))) {
              wrong.add(name + ": was " + what + ", replayed " + is.get(name));
            }
          });
      is.keySet().removeAll(was.keySet());
      throw new AssertionError("group " + number + ": " + wrong + ", too much: " + is);
    }
  }

  private long last() throws Exception {
    List<?> points = (List<?>) door.getMethod("points", Object.class).invoke(null, open);
    return (Long) ((Map<?, ?>) points.get(points.size() - 1)).get("number");
  }

  private static Map<String, String> described(Path tree) throws IOException {
    Map<String, String> described = new TreeMap<>();
    Map<Object, String> firstNames = new HashMap<>();
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path path : (Iterable<Path>) all.sorted()::iterator) {
        String name = tree.relativize(path).toString();
        described.put(name, describe(path, name, firstNames));
      }
    }
    return described;
  }

  /** All but times: a journal has those of groups. */
  private static String describe(Path path, String name, Map<Object, String> firstNames)
      throws IOException {
    Map<String, Object> unix = Files.readAttributes(path, "unix:*", LinkOption.NOFOLLOW_LINKS);
    String mode = " mode " + Integer.toOctalString((Integer) unix.get("mode"));
    if (Files.isSymbolicLink(path)) {
      return "link to " + Files.readSymbolicLink(path);
    }
    if (Files.isDirectory(path)) {
      return "directory" + mode;
    }
    byte[] bytes = Files.readAllBytes(path);
    String first = firstNames.computeIfAbsent(unix.get("fileKey"), key -> name);
    String sum = Inode.checksum(bytes, bytes.length);
    return "file of " + bytes.length + " bytes, " + sum + mode + ", first name " + first;
  }
}
