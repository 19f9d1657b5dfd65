package io.holdstill.agent.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random operations on a real directory, recorded in groups that interleave. Whenever nobody was
 * inside, the state replayed must be the directory as it stood; elsewhere, what the operations of
 * the groups that had ended make of a real directory.
 */
class ModelTest {
  private static final int ROUNDS = Integer.getInteger("holdstill.model.rounds", 3);
  private static final int GROUPS = 600;
  private static final int MOST_OPEN = 3;

  @TempDir Path directory;

  private static final class Open {
    final Ops ops = new Ops();
    final long began;

    Open(long began) {
      this.began = began;
    }
  }

  @Test
  void theReplayedStateIsTheDirectoryAsItStood() throws IOException {
    long seed = Long.getLong("holdstill.model.seed", System.nanoTime());
    for (int round = 0; round < ROUNDS; round++) {
      round(directory.resolve("round" + round), seed + round);
    }
  }

  private void round(Path scene, long seed) throws IOException {
    Random random = new Random(seed);
    Path inside = Files.createDirectories(scene.resolve("in/store"));
    Path outside = Files.createDirectories(scene.resolve("out"));
    Path copy = Files.createDirectory(scene.resolve("copy"));
    for (Path root : List.of(inside, copy)) {
      Files.writeString(Files.createDirectories(root.resolve("d")).resolve("old"), "old");
      Files.writeString(root.resolve("other"), "other");
    }
    MemoryJournal journal = new MemoryJournal().session();
    Map<Long, Map<String, String>> expected =
        record(journal, new RandomStore(inside, outside, random), inside, random);
    Base base = Bases.ofPlain(copy, Ops.exact(inside), -1, journal);
    try (Replay replay = new Replay(base, journal, scene.resolve("scratch"))) {
      Performed performed = new Performed(journal, scene, copy);
      compare(replay, expected, performed, scene.resolve("state"), "seed " + seed);
    }
  }

  private static Map<Long, Map<String, String>> record(
      MemoryJournal journal, RandomStore store, Path inside, Random random) throws IOException {
    Map<Long, Map<String, String>> expected = new TreeMap<>();
    List<Open> open = new ArrayList<>();
    expected.put(0L, Directories.described(inside));
    for (int ended = 0; ended < GROUPS || !open.isEmpty(); ) {
      boolean draining = ended % 3 == 0 || ended >= GROUPS;
      if (open.isEmpty() || !draining && open.size() < MOST_OPEN && random.nextInt(3) == 0) {
        open.add(new Open(journal.last()));
      }
      Open one = open.get(random.nextInt(open.size()));
      for (int i = random.nextInt(4); i >= 0; i--) {
        store.act(one.ops);
      }
      if (draining || random.nextInt(3) == 0) {
        open.remove(one);
        journal.group("g" + ended++, one.began, one.ops);
        if (open.isEmpty()) {
          expected.put(journal.last(), Directories.described(inside));
        }
      }
    }
    return expected;
  }

  private static void compare(
      Replay replay,
      Map<Long, Map<String, String>> expected,
      Performed performed,
      Path into,
      String seed)
      throws IOException {
    assertEquals("", replay.missing(), seed);
    int compared = 0;
    int claimed = 0;
    for (ReplayPoint point : replay.points()) {
      if (!point.clean()) {
        // Nobody was inside: only what came from outside, unseen, may stand in the way.
        boolean quiet = expected.containsKey(point.number());
        assertTrue(!quiet, () -> seed + ": " + point);
        continue;
      }
      claimed++;
      replay.materialise(point.number(), into);
      Map<String, String> there = expected.get(point.number());
      if (there != null) {
        compared++;
      } else if (claimed % 40 == 0) {
        there = performed.at(point.number());
      }
      if (there != null) {
        assertEquals(there, Directories.described(into), seed + " at " + point.number());
      }
      Removal.of(into);
    }
    assertTrue(compared > GROUPS / 10, seed + ": only " + compared + " compared");
    assertTrue(claimed >= compared, seed);
  }
}
