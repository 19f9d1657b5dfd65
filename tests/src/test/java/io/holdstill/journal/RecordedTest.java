package io.holdstill.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Artifacts;
import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import io.holdstill.harness.Spawned;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a journal holds of an application that ended: all of it after an end in order, and after
 * kill -9, at any moment from its start on, all that had ended some time before, and nothing torn.
 * {@code -Dholdstill.journal.recordings=1000} for more rounds.
 */
class RecordedTest {
  private static final int ROUNDS = Integer.getInteger("holdstill.journal.recordings", 300);

  private static final int MIDST = 3;

  /** As the README states it. */
  private static final long BOUND_MILLIS = 1_000;

  private static final int LONGEST_START_MILLIS = 1_500;
  private static final int LONGEST_RUN_MILLIS = 1_500;
  private static final long GROUPS = 2_000;

  @TempDir Path folder;

  @JdkTest
  void aNormalEndLosesNothing(Jdk jdk) throws IOException {
    endsWhole(jdk, "return");
  }

  @JdkTest
  void systemExitLosesNothing(Jdk jdk) throws IOException {
    endsWhole(jdk, "exit");
  }

  @JdkTest
  void whatAShutdownHookWritesIsNotLost(Jdk jdk) throws IOException {
    endsWhole(jdk, "hook");
  }

  /** Threads that write on, and a hook of the application that runs beside them. */
  @JdkTest
  void systemExitInTheMidstLosesNothingThatHadEnded(Jdk jdk) throws IOException {
    for (int i = 0; i < MIDST; i++) {
      Round round = new Round(jdk, folder.resolve("midst-" + i));
      String[] ended;
      try (ForkedJvm jvm = round.builder(Long.MAX_VALUE, "midst").start()) {
        ended = jvm.awaitLine("ended ").split(" ");
        int exit = jvm.awaitExit();
        assertEquals(0, exit, () -> jvm.failure("It did not end well.").getMessage());
        assertEquals("", jvm.stderr());
      }
      Recorded recorded = Recorded.of(round.journal());
      assertEquals(List.of(), recorded.wrong());
      for (int thread = 0; thread < RecordProgram.THREADS; thread++) {
        long had = Long.parseLong(ended[thread + 1]);
        int found = recorded.pairs().get(thread).size();
        assertTrue(found >= had, had + " groups had ended, recorded: " + found);
      }
      assertTrue(recorded.closed(), "not closed in order");
      long last = RecordProgram.endedBy(progress(round), 0, Long.MAX_VALUE);
      int found = recorded.pairs().get(0).size();
      assertTrue(last <= found, last + " had ended by the JVM's end, recorded: " + found);
    }
  }

  private static ByteBuffer progress(Round round) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(round.progress()));
  }

  private void endsWhole(Jdk jdk, String end) throws IOException {
    Round round = new Round(jdk, folder.resolve(end));
    try (ForkedJvm jvm = round.builder(GROUPS, end).start()) {
      int exit = jvm.awaitExit();
      assertEquals(0, exit, () -> jvm.failure("It did not end well.").getMessage());
      assertEquals("", jvm.stderr());
    }
    Recorded recorded = Recorded.of(round.journal());
    assertEquals(List.of(), recorded.wrong());
    assertTrue(recorded.closed());
    recorded.pairs().forEach(numbers -> assertEquals(GROUPS, numbers.size()));
  }

  @JdkTest
  void killedAtAnyMomentItLosesNothingThatHadEndedBeforeTheBound(Jdk jdk) {
    long seed = System.nanoTime();
    int rounds = ROUNDS / 2; // of each of two JDKs
    List<String> wrong =
        IntStream.range(0, rounds)
            .parallel() // starting a JVM takes longer than all that follows
            .mapToObj(i -> kill(jdk, i, new Random(seed + i)))
            .filter(said -> !said.isEmpty())
            .toList();
    assertEquals(List.of(), wrong, "of " + rounds + " rounds, seed " + seed);
  }

  private String kill(Jdk jdk, int number, Random random) {
    Round round = new Round(jdk, folder.resolve("kill-" + number));
    try {
      long killedMillis = round.run(random);
      String said = round.judge(killedMillis);
      round.remove();
      return said.isEmpty() ? "" : "round " + number + ": " + said;
    } catch (IOException | InterruptedException e) {
      return "round " + number + ": " + e;
    }
  }

  /** One application and its journal. */
  private record Round(Jdk jdk, Path folder) {
    Path journal() {
      return folder.resolve("journal");
    }

    Path progress() {
      return folder.resolve("progress");
    }

    ForkedJvm.Builder builder(long groups, String end) throws IOException {
      Path files = Files.createDirectories(folder.resolve("files"));
      return ForkedJvm.on(jdk)
          .agent("journal=" + journal() + ",sources=" + files)
          .classPath(Artifacts.runtime())
          .run(RecordProgram.class, "" + files, "" + progress(), "" + groups, end);
    }

    /** One in four is killed while it starts. Returns a time at which it still lived. */
    long run(Random random) throws IOException, InterruptedException {
      boolean early = random.nextInt(4) == 0;
      try (Spawned jvm = builder(Long.MAX_VALUE, "never").startUnproven()) {
        if (!early) {
          jvm.awaitLine("ready");
        }
        TimeUnit.MILLISECONDS.sleep(
            random.nextInt(early ? LONGEST_START_MILLIS : LONGEST_RUN_MILLIS));
        long now = System.currentTimeMillis();
        jvm.signal("KILL");
        jvm.awaitExit();
        return now;
      }
    }

    String judge(long killedMillis) throws IOException {
      if (!Files.exists(journal())) {
        return Files.exists(progress()) ? "no journal, but it had begun" : "";
      }
      if (bare()) {
        return Files.exists(progress()) ? "an empty journal, but it had begun" : "";
      }
      Recorded recorded = Recorded.of(journal());
      if (!recorded.wrong().isEmpty()) {
        return recorded.wrong().toString();
      }
      if (!Files.exists(progress())) {
        return "";
      }
      ByteBuffer progress = ByteBuffer.wrap(Files.readAllBytes(progress()));
      for (int i = 0; i < RecordProgram.THREADS && progress.limit() > 0; i++) {
        long ended = RecordProgram.endedBy(progress, i, killedMillis - BOUND_MILLIS);
        if (recorded.pairs().get(i).size() < ended) {
          return ended + " groups had ended, recorded: " + recorded.pairs().get(i).size();
        }
      }
      return "";
    }

    /** Killed between the making of the directory and that of the lock in it. */
    private boolean bare() throws IOException {
      try (Stream<Path> all = Files.list(journal())) {
        return all.findAny().isEmpty();
      }
    }

    void remove() throws IOException {
      try (var all = Files.walk(folder)) {
        for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
