package io.holdstill.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Cli;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import io.holdstill.harness.Spawned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot that is ended from outside leaves nothing, or what the next one clears away. */
class KilledTest {
  private static final long DEADLINE_NANOS = 60_000_000_000L;
  private static final int TRIES = 20;

  @TempDir Path directory;
  private Path source;

  @BeforeEach
  void makeSource() throws IOException {
    source = Files.createDirectory(directory.resolve("source"));
    Shell.run(source, "head -c 100M /dev/zero | tr '\\0' x > big; mkdir sub; echo 1 > sub/small");
  }

  @JdkTest
  void theNextRequestClearsWhatAKilledOneLeft(Jdk jdk) throws IOException {
    Path copy = directory.resolve("copy");
    Path partial = directory.resolve("copy.partial");
    try (Application killed = Application.on(jdk, "reserve=0%")) {
      String id = killed.tell("begin " + source + " " + copy);
      assertEquals("copying", killed.tell("copying " + id));
      killed.kill();
    }
    assertTrue(Files.exists(partial), "it ended before it could be killed");
    assertFalse(Files.exists(copy));
    Shell.run(directory, "mkdir -p copy.partial/locked/in; chmod 500 copy.partial/locked/in");
    try (Application next = Application.on(jdk, "reserve=0%")) {
      next.take("CONSISTENT", source, copy);
      assertFalse(Files.exists(partial));
      Shell.run(directory, "diff -r source copy/source");
    }
  }

  @JdkTest
  void aCancelledOneLeavesNothing(Jdk jdk) {
    try (Application application = Application.on(jdk, "reserve=0%")) {
      String verdict = "";
      for (int i = 0; i < TRIES && !verdict.equals("CANCELLED"); i++) {
        Path copy = directory.resolve("copy-" + i);
        String id = application.tell("begin " + source + " " + copy);
        application.tell("copying " + id);
        application.tell("cancel " + id);
        String receipt = application.tell("await " + id);
        verdict = receipt.replaceAll(".*verdict=(\\w+).*", "$1");
        if (verdict.equals("CANCELLED")) {
          Application.leftNothing(copy);
        }
      }
      assertEquals("CANCELLED", verdict, "each of " + TRIES + " had ended before");
      application.take("CONSISTENT", source, directory.resolve("copy"));
    }
  }

  @JdkTest
  void anInterruptedCommandCancelsAndExitsWith130(Jdk jdk) throws IOException {
    Path huge = Files.createDirectory(directory.resolve("huge"));
    Shell.run(huge, "truncate -s 40G holes"); // takes a while to read, and no space
    Path copy = directory.resolve("copy");
    Path partial = directory.resolve("copy.partial");
    try (Application application = Application.on(jdk, "reserve=0%");
        Spawned command =
            Cli.on(jdk).start("snapshot", "" + application.pid(), "" + huge, "--to", "" + copy)) {
      long since = System.nanoTime();
      while (!Files.exists(partial)) {
        assertTrue(System.nanoTime() - since < DEADLINE_NANOS, "it does not begin");
        LockSupport.parkNanos(5_000_000);
      }
      command.signal("INT");
      assertEquals(130, command.awaitExit(), () -> command.failure("exit code").getMessage());
      Application.leftNothing(copy);
    }
  }
}
