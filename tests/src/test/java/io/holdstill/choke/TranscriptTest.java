package io.holdstill.choke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Artifacts;
import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;

/**
 * What calls return, throw and do to buffers and to the interrupt status is as without the agent.
 */
class TranscriptTest {
  private static final int CALLS = Integer.getInteger("holdstill.transcript.calls", 8_000);
  private static final Duration DEADLINE = Duration.ofSeconds(120);

  @TempDir Path directory;
  private final long seed = Long.getLong("holdstill.seed", new Random().nextLong());

  @JdkTest
  void isTheSameUnderAnIdleAgent(Jdk jdk) throws IOException {
    requireEqual(transcript(on(jdk), "bare"), transcript(on(jdk).agent(""), "idle"));
  }

  @JdkTest
  void isTheSameUnderSnapshots(Jdk jdk) throws IOException {
    Path copies = Files.createDirectory(directory.resolve("copies"));
    requireEqual(
        transcript(on(jdk), "bare"),
        transcript(on(jdk).agent("reserve=0%"), "busy", copies.toString()));
  }

  /** Hot code throws exceptions without a message, which is nobody's fault but the compiler's. */
  private static ForkedJvm.Builder on(Jdk jdk) {
    return ForkedJvm.on(jdk).flags("-XX:-OmitStackTraceInFastThrow").classPath(Artifacts.runtime());
  }

  private List<String> transcript(ForkedJvm.Builder builder, String name, String... copies)
      throws IOException {
    Path empty = Files.createDirectory(directory.resolve(name));
    Path file = directory.resolve(name + ".txt");
    String[] arguments = {"" + seed, "" + CALLS, file.toString()};
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + copies.length);
    System.arraycopy(copies, 0, all, arguments.length, copies.length);
    try (ForkedJvm jvm = builder.directory(empty).run(Transcript.class, all).start()) {
      assertEquals(0, jvm.awaitExit(DEADLINE), () -> jvm.failure("seed " + seed).getMessage());
      if (copies.length > 0) {
        requireSnapshots(jvm);
      }
    }
    return Files.readAllLines(file);
  }

  private void requireSnapshots(ForkedJvm jvm) {
    long taken =
        jvm.stdout().lines().filter(line -> line.startsWith("snapshot: CONSISTENT")).count();
    assertTrue(taken >= 3, () -> jvm.failure(taken + " snapshots, seed " + seed).getMessage());
    assertEquals("faults: ", jvm.awaitLine("faults:"));
  }

  private void requireEqual(List<String> without, List<String> with) {
    for (int i = 0; i < Math.min(without.size(), with.size()); i++) {
      assertEquals(without.get(i), with.get(i), "seed " + seed + ", line " + i);
    }
    assertEquals(without.size(), with.size(), "seed " + seed);
  }
}
