package io.holdstill.oracle;

import io.holdstill.choke.ChokePoints;
import io.holdstill.choke.Plot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Two plots and an arena, one thread, and copies that the test itself makes: no agent. */
final class Scene {
  final OrderedPlace plot;
  final OrderedPlace other;
  final Arena arena;
  private final Path home;
  private final Path tree;
  private final Random random = new Random(1);
  private final Map<Path, Long> points = new HashMap<>();
  private int copies;

  Scene(Path home) throws IOException {
    this.home = home;
    tree = Files.createDirectory(home.resolve("tree"));
    plot = plot("plot");
    other = plot("other");
    arena = new Arena(tree, 0, false);
  }

  private OrderedPlace plot(String name) throws IOException {
    return new OrderedPlace(tree, new Plot(tree.resolve(name), name, ChokePoints.any(), 7));
  }

  /** Writes a block of the arena's first file. */
  void write(Group group, int block) throws IOException {
    Moves.Maker way =
        (arena, random, move) ->
            Moves.write(arena, arena.numbered(Arena.CHANNEL), move, block * 4096, 4096);
    if (!arena.move(group, way, random)) {
      throw new AssertionError("the arena is full");
    }
  }

  /** A whole group of one block and one step. */
  Group group(int block) throws IOException {
    Group group = new Group("group");
    write(group, block);
    plot.step(group, true);
    group.left();
    return group;
  }

  /** The tree as it is. By a command: Java 17 copies times to the microsecond. */
  Path copy() {
    Path copy = home.resolve("copy-" + copies++);
    run("cp", "-a", tree.toString(), copy.toString());
    points.put(copy, System.nanoTime());
    return copy;
  }

  /** Changes a copy, and leaves the times of what lies in it, and of the place itself, alone. */
  void doctor(Path place, Doctor doctor) throws IOException {
    Path healthy = home.resolve("healthy-" + copies++);
    run("cp", "-a", place.toString(), healthy.toString());
    doctor.on(place);
    String touch = "cd $0 && find . -exec touch -h -c -r '{}' $1/'{}' ';'";
    run("sh", "-c", touch, healthy.toString(), place.toString());
  }

  private static void run(String... command) {
    try {
      Process process = new ProcessBuilder(command).inheritIO().start();
      if (process.waitFor() != 0) {
        throw new AssertionError(String.join(" ", command) + " failed");
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  interface Doctor {
    void on(Path place) throws IOException;
  }

  /** The judge's word on a copy that was asked for then, was there then, and says when it was. */
  String judge(long begin, Path copy, long end) throws IOException {
    return judge(new Asked(begin, end, points.get(copy), copy, ""));
  }

  String judge(Asked asked) throws IOException {
    String wrong = arena.conclude();
    if (!wrong.isEmpty()) {
      throw new AssertionError(wrong);
    }
    return new Judge(List.of(plot, other, arena)).judge(asked);
  }
}
