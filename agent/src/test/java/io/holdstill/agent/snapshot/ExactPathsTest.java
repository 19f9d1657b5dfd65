package io.holdstill.agent.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExactPathsTest {
  @TempDir Path directory;

  /** Every byte that a name can hold. */
  @Test
  void aNameOfAnyBytesGoesToTheDiskAndComesBack() throws IOException {
    ExactPaths paths = new ExactPaths(directory);
    for (int from = 1; from < 256; from += 51) {
      StringBuilder name = new StringBuilder("n");
      for (char c = (char) from; c < Math.min(256, from + 51); c++) {
        name.append(c == '/' ? "" : c);
      }
      Files.createFile(paths.path(name.toString()));
      try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
        Path child = children.iterator().next();
        assertEquals(name.toString(), paths.of(child));
        Files.delete(child);
      }
    }
  }

  @Test
  void directoriesHaveNoSlashAtTheirEnd() throws IOException {
    Path sub = Files.createDirectories(directory.resolve("a/b c"));

    assertEquals("a/b c", new ExactPaths(directory).of(sub));
  }

  @Test
  void linkTargetsStayAsTheyAre() {
    assertEquals("../x y", ExactPaths.ofLinkTarget(Path.of("../x y")));
    assertEquals("/abs/x", ExactPaths.ofLinkTarget(Path.of("/abs/x")));
    assertEquals("plain", ExactPaths.ofLinkTarget(Path.of("plain")));
    assertEquals("..", ExactPaths.ofLinkTarget(Path.of("..")));
    assertEquals("/", ExactPaths.ofLinkTarget(Path.of("/")));
  }

  @Test
  void utf8IsRecognized() {
    assertTrue(ExactPaths.isUtf8("\u00c3\u00bc"));
    assertEquals("ü", ExactPaths.readable("\u00c3\u00bc"));
    assertFalse(ExactPaths.isUtf8("\u00fc"));
  }
}
