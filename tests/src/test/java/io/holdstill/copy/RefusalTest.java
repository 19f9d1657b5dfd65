package io.holdstill.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Cli;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import io.holdstill.harness.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Destinations that cannot come to a good end are refused, and nothing is left of them. */
class RefusalTest {
  @TempDir Path directory;
  private Path source;

  @BeforeEach
  void makeSource() throws IOException {
    source = Files.createDirectories(directory.resolve("source/sub"));
    source = source.getParent();
    Files.write(source.resolve("file"), new byte[100_000]);
  }

  @JdkTest
  void namesTheMatter(Jdk jdk) throws IOException {
    try (Application application = Application.on(jdk, "reserve=0%")) {
      Path there = Files.createDirectory(directory.resolve("there"));
      Files.writeString(there.resolve("mine"), "kept");
      says(application.refuses("FAILED", source, there), "exists already");
      assertEquals("kept", Files.readString(there.resolve("mine")));
      Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("nowhere"));
      says(application.refuses("FAILED", source, link), "exists already");
      Path inside = source.resolve("copy");
      says(application.refuses("FAILED", source, inside), "inside the source");
      Path deeper = source.resolve("sub/copy");
      says(application.refuses("FAILED", source, deeper), "inside the source");
      Path orphan = directory.resolve("missing/copy");
      says(application.refuses("FAILED", source, orphan), "does not exist");
      Path nothing = directory.resolve("no-source");
      Path copy = directory.resolve("copy");
      says(application.take("FAILED", nothing, copy), "no such file");
      Application.leftNothing(copy);
      assertEquals("", application.tell("faults"));
      application.take("CONSISTENT", source, copy);
    }
  }

  @JdkTest
  void exitsWithOne(Jdk jdk) {
    try (Application application = Application.on(jdk, "reserve=0%")) {
      String there = directory.toString();
      Cli.Result result =
          Cli.on(jdk).run("snapshot", "" + application.pid(), "" + source, "--to", there);
      assertEquals(1, result.exit(), result::toString);
      says(result.stdout() + result.stderr(), "exists already");
    }
  }

  @JdkTest
  void knowsWhatDoesNotFit(Jdk jdk) throws IOException {
    Files.write(source.resolve("big"), new byte[12 << 20]);
    Path few = source.getParent().resolve("many");
    Files.createDirectory(few);
    for (int i = 0; i < 100; i++) {
      Files.createFile(few.resolve("file-" + i));
    }
    try (Application application = Application.on(jdk, "reserve=0%");
        Mount small = Mount.tmpfs(directory.resolve("small"), "size=8m,nr_inodes=40");
        Mount readOnly = Mount.tmpfs(directory.resolve("read-only"), "ro")) {
      says(application.refuses("FAILED", source, small.resolve("copy")), "would not fit");
      says(application.refuses("FAILED", source, readOnly.resolve("copy")), "read-only");
      says(application.refuses("FAILED", few, small.resolve("copy")), "no space left");
      assertEquals("", Shell.run(small.path(), "ls -A"));
      assertEquals("", application.tell("faults"));
    }
  }

  @JdkTest
  void leavesTheReserveAlone(Jdk jdk) throws IOException {
    try (Application application = Application.on(jdk, "reserve=7MiB");
        Mount small = Mount.tmpfs(directory.resolve("small"), "size=8m")) {
      application.take("CONSISTENT", source, small.resolve("fits"));
      Files.write(source.resolve("more"), new byte[2 << 20]);
      says(application.refuses("FAILED", source, small.resolve("copy")), "reserve");
    }
  }

  private static void says(String text, String words) {
    assertTrue(text.contains(words), () -> "'" + words + "' is not said: " + text);
  }
}
