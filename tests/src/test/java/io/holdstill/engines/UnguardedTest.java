package io.holdstill.engines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Cli;
import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;

/** Files with a way in that passes no gate: refused by name and reason, or copied and marked. */
class UnguardedTest {
  @TempDir Path directory;

  @JdkTest
  void sqliteIsRefused(Jdk jdk) throws IOException {
    Path file = live().resolve("bank.db");
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .agent("reserve=0%")
            .libraryOf(JDBC.class)
            .run(NativeProgram.class, file.toString())
            .start()) {
      assertUnguarded(jdk, jvm, file, "native-descriptor");
    }
  }

  @JdkTest
  void aMappedFileIsRefused(Jdk jdk) throws IOException {
    try (ForkedJvm jvm = mapping(jdk, "kept")) {
      assertUnguarded(jdk, jvm, live().resolve("mapped"), "mapped");
    }
  }

  /** Nothing in Java leads to the mapping any more; it is there until the collector comes. */
  @JdkTest
  void aMappingThatWasDroppedIsRefused(Jdk jdk) throws IOException {
    try (ForkedJvm jvm = mapping(jdk, "dropped")) {
      assertUnguarded(jdk, jvm, live().resolve("mapped"), "mapped");
    }
  }

  /** The other side: who only reads through a mapping changes nothing. */
  @JdkTest
  void aMappingForReadingIsNoWayIn(Jdk jdk) throws IOException {
    try (ForkedJvm jvm = mapping(jdk, "readable")) {
      jvm.awaitLine("ready");
      Cli.Result result = snapshot(jdk, jvm, "copy");
      assertEquals(0, result.exit(), result::toString);
      assertTrue(result.stdout().contains("\"CONSISTENT\""), result::toString);
    }
  }

  /** With a collector that never collects, so that a dropped buffer's mapping stays. */
  private ForkedJvm mapping(Jdk jdk, String how) throws IOException {
    return ForkedJvm.on(jdk)
        .agent("reserve=0%")
        .flags("-XX:+UnlockExperimentalVMOptions", "-XX:+UseEpsilonGC", "-Xmx1g")
        .run(MappedProgram.class, live().resolve("mapped").toString(), how)
        .start();
  }

  private void assertUnguarded(Jdk jdk, ForkedJvm jvm, Path file, String reason)
      throws IOException {
    jvm.awaitLine("ready");
    Cli.Result refused = snapshot(jdk, jvm, "refused");
    assertEquals(3, refused.exit(), refused::toString);
    assertNamed(refused, file, reason);
    assertFalse(Files.exists(directory.resolve("refused")), refused::toString);
    assertFalse(Files.exists(directory.resolve("refused.partial")), refused::toString);

    Cli.Result accepted = snapshot(jdk, jvm, "accepted", "--allow-unguarded");
    assertEquals(0, accepted.exit(), accepted::toString);
    assertTrue(accepted.stdout().contains("\"UNGUARDED\""), accepted::toString);
    assertNamed(accepted, file, reason);
    assertTrue(accepted.stderr().contains("without passing the barrier"), accepted::toString);
    Path copy = directory.resolve("accepted/live").resolve(file.getFileName());
    assertEquals(Files.size(file), Files.size(copy), accepted::toString);
  }

  private static void assertNamed(Cli.Result result, Path file, String reason) {
    assertTrue(result.stdout().contains(file.toString()), result::toString);
    assertTrue(result.stdout().contains("\"" + reason + "\""), result::toString);
  }

  private Cli.Result snapshot(Jdk jdk, ForkedJvm jvm, String name, String... more)
      throws IOException {
    List<String> line = new ArrayList<>();
    line.addAll(List.of("snapshot", "" + jvm.pid(), live().toString()));
    line.addAll(List.of("--to", directory.resolve(name).toString(), "--json"));
    line.addAll(List.of(more));
    return Cli.on(jdk).run(line.toArray(String[]::new));
  }

  private Path live() throws IOException {
    return Files.createDirectories(directory.resolve("live"));
  }
}
