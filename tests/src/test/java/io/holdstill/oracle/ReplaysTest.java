package io.holdstill.oracle;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The comparison of a replay with a snapshot finds out each way in which they may differ. */
class ReplaysTest {
  @TempDir Path directory;
  private Path snapshot;
  private Path replayed;

  /** Two names of one file, another file that holds the same, a symbolic link and a directory. */
  @BeforeEach
  void laysOut() throws IOException {
    snapshot = laidOut("snapshot");
    replayed = laidOut("replayed");
  }

  private Path laidOut(String name) throws IOException {
    Path tree = Files.createDirectories(directory.resolve(name));
    Files.writeString(tree.resolve("a"), "same");
    Files.createLink(tree.resolve("b"), tree.resolve("a"));
    Files.writeString(tree.resolve("c"), "same");
    Files.createSymbolicLink(tree.resolve("l"), Path.of("a"));
    Files.createDirectory(tree.resolve("x"));
    return tree;
  }

  @Test
  void acceptsTheSame() throws IOException {
    Replays.compare(snapshot, replayed, 1);
  }

  @Test
  void findsOneFileThatBecameTwo() throws IOException {
    Files.delete(replayed.resolve("b"));
    Files.writeString(replayed.resolve("b"), "same");
    rejected("b: snapshot a file of 4 bytes");
  }

  @Test
  void findsTwoFilesThatBecameOne() throws IOException {
    Files.delete(replayed.resolve("c"));
    Files.createLink(replayed.resolve("c"), replayed.resolve("a"));
    rejected("c: snapshot a file of 4 bytes");
  }

  @Test
  void findsANameOfTheOtherFile() throws IOException {
    Files.delete(replayed.resolve("b"));
    Files.createLink(replayed.resolve("b"), replayed.resolve("c"));
    rejected("b: snapshot a file of 4 bytes");
  }

  @Test
  void findsOtherBytes() throws IOException {
    Files.writeString(replayed.resolve("c"), "some");
    rejected("c: snapshot a file of 4 bytes");
  }

  @Test
  void findsAnotherTarget() throws IOException {
    Files.delete(replayed.resolve("l"));
    Files.createSymbolicLink(replayed.resolve("l"), Path.of("b"));
    rejected("l: snapshot a link to a");
  }

  @Test
  void findsALinkForADirectory() throws IOException {
    Files.delete(replayed.resolve("x"));
    Files.createSymbolicLink(replayed.resolve("x"), Path.of("nowhere"));
    rejected("x: snapshot a directory");
  }

  @Test
  void findsANameTooFewAndOneTooMany() throws IOException {
    Files.move(replayed.resolve("c"), replayed.resolve("d"));
    rejected("c: snapshot a file of 4 bytes");
    rejected("d: snapshot nothing");
  }

  private void rejected(String why) {
    AssertionError error =
        assertThrows(AssertionError.class, () -> Replays.compare(snapshot, replayed, 1));
    assertTrue(error.getMessage().contains("\n  " + why), error.getMessage());
  }
}
