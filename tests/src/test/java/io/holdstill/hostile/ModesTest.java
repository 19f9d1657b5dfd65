package io.holdstill.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Cli;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import io.holdstill.harness.Spawned;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** What is not finished can be looked into by its owner alone; what is finished has its modes. */
class ModesTest {
  private static final int BIG = 48 << 20;
  private static final String MARK = ".holdstill-in-progress";

  @TempDir Path directory;

  /** The modes that another process saw of the place itself. */
  private final Set<String> seen = new ConcurrentSkipListSet<>();

  /** And those of the files in it: the path, and the mode after a blank. */
  private final Set<String> files = new ConcurrentSkipListSet<>();

  @JdkTest
  void whileItIsMadeAndAfter(Jdk jdk) throws Exception {
    Path source = Files.createDirectory(directory.resolve("source"));
    Path open = Files.createDirectory(source.resolve("open"));
    Files.write(source.resolve("big"), random(BIG));
    Files.write(open.resolve("another"), random(BIG / 2));
    Files.setAttribute(source.resolve("big"), "unix:mode", 0666);
    Files.setAttribute(open, "unix:mode", 01777);
    Path journal = directory.resolve("journal");
    Path copy = directory.resolve("copy");
    Path next = directory.resolve("next");
    try (Victim victim = Victim.on(jdk, ",journal=" + journal)) {
      assertEquals("0700", mode(journal));
      try (Neighbour looks = new Neighbour(() -> look(partial(copy)))) {
        String answer = victim.take(source, copy);
        assertTrue(answer.startsWith("CONSISTENT "), answer);
        looks.end();
      }
      assertTold();
      assertFiles(copy);
      assertFinished(copy, source);
      victim.tell("write " + Victim.encoded(source.resolve("big").toString()));
      Set<String> journalled = new TreeSet<>();
      try (Stream<Path> all = Files.walk(journal)) {
        all.filter(path -> !path.getFileName().toString().equals("journal.lock"))
            .forEach(path -> journalled.add(kind(path) + mode(path)));
      }
      assertEquals(Set.of("directory 0700", "file 0600"), journalled);
      victim.jvm().send("faults");
    }
    seen.clear();
    files.clear();
    try (Neighbour looks = new Neighbour(() -> look(partial(next)));
        Spawned replay =
            Cli.on(jdk).start("replay", "" + copy, "--journal", "" + journal, "--to", "" + next)) {
      assertEquals(0, replay.awaitExit(), replay::stderr);
      looks.end();
    }
    assertTold();
    assertFiles(next);
    assertFinished(next, source);
  }

  /** No file was open to anybody else before it had the mode that it has now. */
  private void assertFiles(Path finished) {
    assertTrue(
        files.stream().anyMatch(file -> file.endsWith(" 0600") && !file.startsWith(MARK)),
        () -> "no bytes were seen before they were finished: " + files);
    for (String file : files) {
      int end = file.lastIndexOf(' ');
      String mode = file.substring(end + 1);
      Path now = finished.resolve(file.substring(0, end));
      assertTrue(mode.equals("0600") || mode.equals(mode(now)), file);
    }
  }

  /** The place was seen, with something in it, and was open to nobody else. */
  private void assertTold() {
    assertTrue(seen.contains("inside"), "nothing was seen in time; too tame to be a test");
    seen.remove("inside");
    assertEquals(Set.of("0700"), seen);
  }

  private static Path partial(Path copy) {
    return copy.resolveSibling(copy.getFileName() + ".partial");
  }

  private void look(Path place) throws IOException {
    try (Stream<Path> inside = Files.list(place)) {
      boolean any = inside.findAny().isPresent();
      Object key = Files.getAttribute(place, "unix:fileKey");
      String mode = mode(place);
      if (any && Files.exists(place.resolve(MARK))) {
        seen.add(mode);
        seen.add("inside");
      }
      lookInto(place);
      assertEquals(key, Files.getAttribute(place, "unix:fileKey"));
    } catch (NoSuchFileException | UncheckedIOException notYetOrNoMore) {
      Thread.onSpinWait();
    } catch (AssertionError gone) {
      if (gone.getCause() == null || !(gone.getCause() instanceof NoSuchFileException)) {
        throw gone;
      }
    }
  }

  private void lookInto(Path place) throws IOException {
    try (Stream<Path> all = Files.walk(place)) {
      all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
          .forEach(path -> files.add(place.relativize(path) + " " + mode(path)));
    }
  }

  private void assertFinished(Path copy, Path source) throws IOException {
    Path fresh = directory.resolve("fresh-" + copy.getFileName());
    Files.createDirectory(fresh); // as anybody's mkdir, under the same umask
    assertEquals(mode(fresh), mode(copy));
    assertEquals("0666", mode(copy.resolve("source/big")));
    assertEquals("1777", mode(copy.resolve("source/open")));
    assertEquals(mode(source), mode(copy.resolve("source")));
    assertEquals(mode(source.resolve("open/another")), mode(copy.resolve("source/open/another")));
    assertTrue(Files.exists(copy.resolve("holdstill-manifest.json")));
  }

  private static String kind(Path path) {
    return Files.isDirectory(path) ? "directory " : "file ";
  }

  private static String mode(Path path) {
    try {
      int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
      return String.format("%04o", mode & 07777);
    } catch (IOException e) {
      throw new AssertionError(path.toString(), e);
    }
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new java.util.Random(length).nextBytes(bytes);
    return bytes;
  }
}
