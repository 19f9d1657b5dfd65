package io.holdstill.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import io.holdstill.harness.Spawned;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 in the middle of appends, again and again on one journal: what was said to be appended is
 * there, nothing that is torn is read, and the next session goes on. {@code
 * -Dholdstill.journal.kills=N} for more rounds.
 */
class KilledTest {
  private static final int ROUNDS = Integer.getInteger("holdstill.journal.kills", 20);
  private static final int LONGEST_MILLIS = 300;

  @TempDir Path folder;

  @JdkTest
  void whatWasAppendedIsThere(Jdk jdk) throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Path journal = folder.resolve("journal");
    Path lend = Lend.jar(folder);
    long before = 0;
    for (int round = 0; round < ROUNDS / 2; round++) {
      String where = "round " + round + " of seed " + seed;
      long[] said = run(jdk, journal, lend, random);
      assertEquals(before, said[0], where);
      List<Long> numbers = Judge.read(journal);
      assertEquals(0, numbers.get(0), where);
      for (int i = 1; i < numbers.size(); i++) {
        assertEquals(i, numbers.get(i), where);
      }
      before = numbers.size() - 1;
      assertTrue(before >= said[1], where + ": " + said[1] + " was appended, read " + before);
    }
  }

  /** What the numbers went on from, and the last that was said to be appended. */
  private static long[] run(Jdk jdk, Path journal, Path lend, Random random) throws Exception {
    try (Spawned jvm =
        ForkedJvm.on(jdk)
            .agent("")
            .flags("-javaagent:" + lend)
            .run(StoreProgram.class, journal.toString(), "on")
            .start()) {
      long from = Long.parseLong(jvm.awaitLine("from ").substring("from ".length()));
      Thread.sleep(random.nextInt(LONGEST_MILLIS));
      jvm.signal("KILL");
      jvm.awaitExit();
      assertEquals("", jvm.stderr());
      return new long[] {from, last(jvm.stdout(), from)};
    }
  }

  /** Its last line may have been cut by the kill. */
  private static long last(String stdout, long from) {
    String[] lines = stdout.split("\n");
    return lines.length < 2 || !lines[lines.length - 2].matches("\\d+")
        ? from
        : Long.parseLong(lines[lines.length - 2]);
  }
}
