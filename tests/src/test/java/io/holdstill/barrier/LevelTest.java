package io.holdstill.barrier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Artifacts;
import io.holdstill.harness.Cli;
import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** How much a snapshot claims: whole groups, or whole writes alone. */
class LevelTest {
  @TempDir Path directory;
  private Path source;

  @BeforeEach
  void makeSource() throws IOException {
    source = Files.createDirectory(directory.resolve("source"));
  }

  @JdkTest
  void groupsMustHaveBeenSeen(Jdk jdk) {
    try (ForkedJvm jvm = start(jdk, "reserve=0%")) {
      assertEquals(
          "report CONSISTENT level=write group=0", report(jvm, "bare 7").split(" bare")[0]);
      assertEquals("report CONSISTENT level=write group=0 bare=5", report(jvm, "bare 5"));
      Cli.Result group = snapshot(jdk, jvm, "refused", "--level", "group");
      assertEquals(3, group.exit(), group::toString);
      assertTrue((group.stdout() + group.stderr()).contains("groups"), group::toString);
      assertFalse(Files.exists(directory.resolve("refused")));
      assertEquals("report CONSISTENT level=group group=3 bare=0", report(jvm, "grouped 3"));
      jvm.send("bare 2");
      assertEquals("report CONSISTENT level=group group=7 bare=2", report(jvm, "grouped 4"));
      Cli.Result granted = snapshot(jdk, jvm, "granted", "--level", "group");
      assertEquals(0, granted.exit(), granted::toString);
    }
  }

  @JdkTest
  void aPatternThatMatchedNothingIsNeverSilent(Jdk jdk) {
    String pattern = "com.acme.Store#put";
    try (ForkedJvm jvm = start(jdk, "reserve=0%,groups=" + pattern)) {
      Cli.Result refused = snapshot(jdk, jvm, "refused");
      assertEquals(3, refused.exit(), refused::toString);
      assertTrue((refused.stdout() + refused.stderr()).contains("NOT_GROUPED"), refused::toString);
      assertTrue((refused.stdout() + refused.stderr()).contains(pattern), refused::toString);
      assertFalse(Files.exists(directory.resolve("refused")));
      Cli.Result accepted = snapshot(jdk, jvm, "accepted", "--level", "write");
      assertEquals(0, accepted.exit(), accepted::toString);
      assertTrue(accepted.stderr().contains("write"), accepted::toString);
      Cli.Result required = Cli.on(jdk).run("verify", copy("accepted"), "--require", "group");
      assertEquals(3, required.exit(), required::toString);
      Cli.Result plain = Cli.on(jdk).run("verify", copy("accepted"));
      assertEquals(0, plain.exit(), plain::toString);
    }
  }

  private static String report(ForkedJvm jvm, String writes) {
    jvm.send(writes);
    jvm.send("snapshot");
    return jvm.awaitLine("report ");
  }

  private String copy(String name) {
    return directory.resolve(name).toString();
  }

  private Cli.Result snapshot(Jdk jdk, ForkedJvm jvm, String name, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("snapshot", "" + jvm.pid(), "" + source, "--to", copy(name)));
    arguments.addAll(List.of(more));
    return Cli.on(jdk).run(arguments.toArray(String[]::new));
  }

  private ForkedJvm start(Jdk jdk, String options) {
    ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .agent(options)
            .classPath(Artifacts.runtime())
            .run(LevelProgram.class, source.toString())
            .start();
    jvm.awaitLine("ready");
    return jvm;
  }
}
