package io.holdstill.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Artifacts;
import io.holdstill.harness.Cli;
import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import io.holdstill.harness.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** Whatever becomes of the journal, the application writes on, and what is lost is told. */
class SturdyTest {
  private static final int GROUPS = 6_000;

  @TempDir Path folder;

  @JdkTest
  void aFullDiskEndsTheRecordAndNotTheApplication(Jdk jdk) throws IOException {
    try (Mount disk = Mount.tmpfs(folder.resolve("disk"), "size=48m")) {
      Path journal = disk.path().resolve("journal");
      try (ForkedJvm jvm = application(jdk, journal)) {
        jvm.awaitLine("half");
        jvm.send("go on");
        String reason = jvm.awaitLine("reason: ");
        assertTrue(reason.contains("the journal has a gap: "), reason);
        assertTrue(reason.contains("No space left"), reason);
        endsWell(jvm);
      }
      String listed = listed(jdk, journal);
      assertTrue(listed.contains("\"two\""), listed);
      assertTrue(listed.contains("\"neverEnded\": 0"), listed);
      assertTrue(listed.contains("the journal could not be written: "), "no gap: " + listed);
    }
  }

  @JdkTest
  void ajournalThatIsRemovedIsMissedByNobodyElse(Jdk jdk) throws IOException {
    Path journal = folder.resolve("journal");
    try (ForkedJvm jvm = application(jdk, journal)) {
      jvm.awaitLine("half");
      remove(journal);
      jvm.send("go on");
      jvm.awaitLine("state: ARMED");
      endsWell(jvm);
    }
  }

  @JdkTest
  void aSecondJvmIsRefusedTheJournalAndRunsWithout(Jdk jdk) throws IOException {
    Path journal = folder.resolve("journal");
    try (ForkedJvm first = application(jdk, journal)) {
      first.awaitLine("half");
      try (ForkedJvm second =
          builder(jdk, journal, folder.resolve("other"))
              .expecting("DISARMED: no journal")
              .start()) {
        assertTrue(second.state().contains("process " + first.pid()), second.state());
        second.awaitLine("half");
        second.send("go on");
        second.awaitLine("state: DISARMED");
        endsWell(second);
      }
      first.send("go on");
      first.awaitLine("state: ARMED");
      endsWell(first);
    }
    String listed = listed(jdk, journal);
    assertTrue(listed.contains("\"count\": " + GROUPS), listed);
    assertTrue(listed.contains("\"missingEntries\": 0"), listed);
  }

  private ForkedJvm application(Jdk jdk, Path journal) throws IOException {
    return builder(jdk, journal, folder.resolve("files")).start();
  }

  private static ForkedJvm.Builder builder(Jdk jdk, Path journal, Path files) throws IOException {
    Files.createDirectories(files);
    return ForkedJvm.on(jdk)
        .agent("journal=" + journal + ",sources=" + files + ",journal-timeout=5s")
        .classPath(Artifacts.runtime())
        .run(SturdyProgram.class, "" + files, "" + GROUPS);
  }

  private static void endsWell(ForkedJvm jvm) {
    jvm.awaitLine("whole");
    int exit = jvm.awaitExit();
    assertEquals(0, exit, () -> jvm.failure("It did not end well.").getMessage());
  }

  private static String listed(Jdk jdk, Path journal) {
    Cli.Result listed = Cli.on(jdk).run("journal", journal.toString(), "--json");
    assertEquals(0, listed.exit(), listed::toString);
    return listed.stdout();
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
