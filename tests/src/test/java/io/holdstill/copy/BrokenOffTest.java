package io.holdstill.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import io.holdstill.harness.TestBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** When the copy cannot keep up it is broken off, never the application's write. */
class BrokenOffTest {
  private static final int TRIES = 10;

  @TempDir Path directory;
  private Path source;
  private Path file;

  @BeforeEach
  void makeSource() throws IOException {
    source = Files.createDirectory(directory.resolve("source"));
    file = source.resolve("big");
    Shell.run(source, "head -c 64M /dev/zero | tr '\\0' x > big");
  }

  @JdkTest
  void whenThePoolIsExhausted(Jdk jdk) {
    try (Application application = Application.on(jdk, "reserve=0%,pool=1MiB,copy-timeout=1ms")) {
      application.tell("flood " + file);
      String verdict = "";
      for (int i = 0; i < TRIES && !verdict.equals("BROKEN_OFF"); i++) {
        Path copy = directory.resolve("copy-" + i);
        String receipt = application.tell("take " + source + " " + copy);
        verdict = receipt.replaceAll(".*verdict=(\\w+).*", "$1");
        if (verdict.equals("BROKEN_OFF")) {
          assertTrue(receipt.contains(file.toString()), receipt);
          assertTrue(receipt.contains("copy-timeout"), receipt);
          Application.leftNothing(copy);
        }
      }
      assertEquals("BROKEN_OFF", verdict, "each of " + TRIES + " kept up with the flood");
      String flooded = application.tell("calm " + file);
      assertTrue(flooded.endsWith(" writes, all right"), flooded);
      application.take("CONSISTENT", source, directory.resolve("copy"));
      assertEquals("", application.tell("faults"));
    }
  }

  @JdkTest
  void notWithTheDefaults(Jdk jdk) {
    try (Application application = Application.on(jdk, "reserve=0%,copy-timeout=5s")) {
      application.tell("flood " + file);
      application.take("CONSISTENT", source, directory.resolve("copy"));
      String flooded = application.tell("calm " + file);
      assertTrue(flooded.endsWith(" writes, all right"), flooded);
    }
  }

  /** Nothing is copied before it has given up waiting. */
  @JdkTest
  void byATruncationThatCannotWait(Jdk jdk) {
    Path agent = TestBuild.stoppingAtPoint(directory);
    try (Application application =
        Application.on(jdk, agent, "reserve=0%,bulk-limit=64KiB,copy-timeout=1ms")) {
      Path copy = directory.resolve("copy");
      String id = beginHalted(application, copy);
      assertEquals("done", application.tell("replace " + file));
      application.tell("resume");
      String receipt = application.tell("await " + id);
      assertTrue(receipt.contains("verdict=BROKEN_OFF "), receipt);
      assertTrue(receipt.contains("/big: a change that destroys more than bulk-limit"), receipt);
      Application.leftNothing(copy);
      assertEquals("", application.tell("faults"));
    }
  }

  /** Nothing is copied before it waits, and all is before it goes on. */
  @JdkTest
  void notByATruncationThatCanWait(Jdk jdk) {
    Path agent = TestBuild.stoppingAtPoint(directory);
    try (Application application =
        Application.on(jdk, agent, "reserve=0%,bulk-limit=64KiB,copy-timeout=60s")) {
      String id = beginHalted(application, directory.resolve("copy"));
      assertEquals("waits", application.tell("replace-later " + file));
      application.tell("resume");
      String receipt = application.tell("await " + id);
      assertTrue(receipt.contains("verdict=CONSISTENT "), receipt);
      assertEquals("done", application.tell("replaced"));
      Shell.run(directory, "head -c 64M /dev/zero | tr '\\0' x | cmp - copy/source/big");
      assertEquals("", application.tell("faults"));
    }
  }

  /** A snapshot that stands still between its point and its copying. */
  private String beginHalted(Application application, Path copy) {
    application.tell("halt");
    String id = application.tell("begin " + source + " " + copy);
    application.tell("halted");
    return id;
  }
}
