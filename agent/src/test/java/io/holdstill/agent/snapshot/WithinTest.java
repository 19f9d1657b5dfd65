package io.holdstill.agent.snapshot;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A link on the way to a file leads out of the snapshot, however far above the file it lies. */
class WithinTest {
  @TempDir Path directory;

  @Test
  void aLinkAnywhereOnTheWayIsFound() throws IOException {
    Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
    Files.createDirectories(elsewhere.resolve("a/b"));
    Path snapshot = Files.createDirectories(directory.resolve("snapshot"));
    Files.createDirectories(snapshot.resolve("a/b/c"));
    Files.createSymbolicLink(snapshot.resolve("link"), elsewhere);
    Files.createSymbolicLink(snapshot.resolve("a/link"), elsewhere);
    Within within = new Within(new ExactPaths(snapshot));

    for (String good : new String[] {"x", "a/x", "a/b/x", "a/b/c/x", "a/b/c/y", "a/link"}) {
      assertTrue(within.holds(good), good);
    }
    for (String top : new String[] {"link", "a/link"}) {
      for (String below : new String[] {"/x", "/a/x", "/a/b/x"}) {
        assertFalse(within.holds(top + below), top + below);
      }
    }
  }
}
