package io.holdstill.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/**
 * Another process puts links into the place of directories and files below the sources while they
 * are walked: nothing of what they lead to is copied, and of a directory that is, nothing is
 * missing.
 */
class SourceTest {
  private static final int FILES = 200;
  private static final int SNAPSHOTS = 12;
  private static final byte[] MINE = "mine".getBytes();
  private static final byte[] SECRET = "a secret".getBytes();

  @TempDir Path directory;
  private Path source;
  private Path outside;

  @JdkTest
  void linksInThePlaceOfDirectoriesAndFiles(Jdk jdk) throws Exception {
    source = Files.createDirectory(directory.resolve("source"));
    outside = Files.createDirectory(directory.resolve("outside"));
    fill(source.resolve("a/b"), MINE);
    fill(outside.resolve("b"), SECRET);
    Files.write(source.resolve("file"), MINE);
    Path link = Files.createSymbolicLink(directory.resolve("link"), outside);
    Path fileLink =
        Files.createSymbolicLink(directory.resolve("file-link"), outside.resolve("b/f0"));
    int whole = 0;
    try (Victim victim = Victim.on(jdk, "");
        Neighbour neighbour =
            new Neighbour(
                () -> {
                  swap(source.resolve("a"), link);
                  swap(source.resolve("file"), fileLink);
                })) {
      for (int i = 0; i < SNAPSHOTS; i++) {
        whole += judge(victim, directory.resolve("copy-" + i));
      }
      int rounds = neighbour.end();
      assertTrue(rounds > SNAPSHOTS, "only " + rounds + " rounds: too few to be a test");
      assertEquals("", victim.tell("faults"));
      System.out.println(jdk + ": " + whole + " of " + SNAPSHOTS + " whole, " + rounds + " swaps");
      assertTrue(whole > 0, "all were refused, so nothing was looked into");
      assertEquals(1, judge(victim, directory.resolve("after")));
    }
  }

  private static void fill(Path folder, byte[] content) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < FILES; i++) {
      Files.write(folder.resolve("f" + i), content);
    }
  }

  /** The link stands there for a moment. */
  private void swap(Path there, Path link) throws IOException {
    Path away = directory.resolve("away");
    Files.move(there, away);
    Files.move(link, there);
    Files.move(there, link);
    Files.move(away, there);
  }

  /** 1 if it was taken. */
  private int judge(Victim victim, Path copy) throws IOException {
    String answer = victim.take(source, copy);
    if (!answer.startsWith("CONSISTENT ")) {
      assertTrue(answer.startsWith("FAILED ") || answer.startsWith("UNGUARDED "), answer);
      assertTrue(answer.contains(source.toString()), answer);
      assertFalse(answer.contains("/proc/self/fd"), answer);
      assertFalse(Files.exists(copy, LinkOption.NOFOLLOW_LINKS), answer);
      return 0;
    }
    Path inner = copy.resolve("source/a/b");
    List<Path> secrets;
    try (Stream<Path> all = Files.walk(copy)) {
      secrets = all.filter(SourceTest::secret).toList();
    }
    assertEquals(List.of(), secrets);
    if (Files.isDirectory(copy.resolve("source/a"), LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> files = Files.list(inner)) {
        assertEquals(FILES, files.count(), "files are missing in " + inner);
      }
    }
    return 1;
  }

  private static boolean secret(Path path) {
    try {
      return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
          && java.util.Arrays.equals(Files.readAllBytes(path), SECRET);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
