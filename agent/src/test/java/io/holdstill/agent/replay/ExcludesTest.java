package io.holdstill.agent.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was left out of the base stays out, and what comes in from there is known or refused. */
class ExcludesTest {
  @TempDir Path directory;
  private Scene scene;
  private MemoryJournal journal;

  private void base() throws IOException {
    scene = new Scene(directory).file("d/b", "bbbb").file("cache/x", "excluded in truth");
    Files.delete(scene.copy.resolve("cache/x"));
    Files.delete(scene.copy.resolve("cache"));
    journal = scene.journal;
  }

  private Replay replay(String... globs) throws IOException {
    Base plain = Bases.ofPlain(scene.copy, "/data", -1, journal);
    Base base =
        new Base(
            plain.session(),
            plain.origin(),
            plain.at(),
            0,
            plain.directory(),
            plain.entries(),
            plain.roots(),
            List.of(globs),
            Map.of(),
            Map.of());
    return new Replay(base, journal, directory.resolve("scratch"));
  }

  private Map<String, String> at(Replay replay, long number) throws IOException {
    Path into = directory.resolve("state" + number);
    replay.materialise(number, into);
    return Scene.content(into);
  }

  @Test
  void excludedNamesStayOut() throws IOException {
    base();
    journal.group("g", new Ops().create(1, 7, "/data/x.log").create(2, 8, "/data/cache/y"));
    journal.group("h", new Ops().delete(3, "/data/cache/z").directory(4, "/data/cache/e"));
    journal.group("i", new Ops().rename(5, "/data/x.log", "/data/kept").write(6, 7, 0, "K"));
    journal.group("j", new Ops().rename(7, "/data/cache/x", "/data/x"));
    try (Replay replay = replay("**/*.log", "cache")) {
      assertEquals(Map.of("d", "/", "d/b", "bbbb"), at(replay, 2));
      assertEquals(Map.of("d", "/", "d/b", "bbbb", "kept", "K"), at(replay, 3));
      assertTrue(replay.points().get(4).whyNot().startsWith("/data/x: it was moved here from"));
    }
  }

  @Test
  void aMovedDirectoryMayHoldWhatIsExcludedByItsPlaceAlone() throws IOException {
    base();
    journal.group("g", new Ops().rename(1, "/data/d", "/data/e"));
    try (Replay replay = replay("d/*.tmp")) {
      assertFalse(replay.points().get(1).clean());
      assertTrue(
          replay.points().get(1).whyNot().contains("/data/e: it was moved, and names below"));
    }
    try (Replay replay = replay("**/*.tmp")) {
      assertEquals(Map.of("e", "/", "e/b", "bbbb"), at(replay, 1));
    }
  }
}
