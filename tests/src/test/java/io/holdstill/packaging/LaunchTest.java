package io.holdstill.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Artifacts;
import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import io.holdstill.harness.Spawned;
import io.holdstill.runtime.WriteGroup;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** What the application notices of the agent's being there: nothing but the API. */
class LaunchTest {
  private static final String[] NOT_TO_BE_SEEN = {
    "io.holdstill.agent.Agent",
    "io.holdstill.relocated.bytebuddy.ByteBuddy",
    "net.bytebuddy.ByteBuddy",
    "picocli.CommandLine",
    "com.google.gson.Gson",
    "net.openhft.chronicle.queue.ChronicleQueue",
    "org.slf4j.LoggerFactory",
  };

  /** Says what it sees of Holdstill. */
  public static final class Witness {
    public static void main(String[] args) {
      System.out.println("api from " + WriteGroup.class.getClassLoader());
      try (WriteGroup group = WriteGroup.begin("witness")) {
        System.out.println("group " + (group != null));
      }
      for (String name : NOT_TO_BE_SEEN) {
        if (isVisible(name)) {
          System.out.println("seen " + name);
        }
      }
      Module base = Object.class.getModule();
      System.out.println("opened " + base.isOpen("jdk.internal.misc", Witness.class.getModule()));
      System.out.println("end");
    }

    private static boolean isVisible(String name) {
      try {
        return Class.forName(name) != null;
      } catch (ClassNotFoundException e) {
        return false;
      }
    }
  }

  @JdkTest
  void theApiIsTheBootstrapLoaders(Jdk jdk) {
    assertUnnoticed(ForkedJvm.on(jdk).agent("").run(Witness.class));
  }

  @JdkTest
  void theApiIsTheBootstrapLoadersThoughTheJarIsOnTheClassPath(Jdk jdk) {
    assertUnnoticed(ForkedJvm.on(jdk).agent("").classPath(Artifacts.runtime()).run(Witness.class));
  }

  @JdkTest
  void twoLoadsAreOneAgent(Jdk jdk) {
    assertUnnoticed(ForkedJvm.on(jdk).agent("").agent("").run(Witness.class));
  }

  private static void assertUnnoticed(ForkedJvm.Builder builder) {
    try (ForkedJvm jvm = builder.start()) {
      assertEquals("api from null", jvm.readLine());
      assertEquals("group true", jvm.readLine());
      assertEquals("opened false", jvm.readLine());
      assertEquals("end", jvm.readLine());
      assertEquals(0, jvm.awaitExit());
      assertEquals("", jvm.stderr());
    }
  }

  @JdkTest
  void aBrokenAgentLeavesTheApplicationRunning(Jdk jdk, @TempDir Path folder) throws IOException {
    Path broken = brokenJar(folder);
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .flags("-javaagent:" + broken)
            .expecting("DISARMED: java.lang.ClassNotFoundException: io.holdstill.agent.Agent")
            .run(Witness.class)
            .start()) {
      jvm.awaitLine("end");
      assertEquals(0, jvm.awaitExit());
      assertTrue(jvm.stderr().startsWith("holdstill: the agent could not start"), jvm.stderr());
      assertTrue(jvm.stderr().contains("UNGUARDED"), jvm.stderr());
    }
  }

  @JdkTest
  void aBrokenAgentEndsTheApplicationIfAskedTo(Jdk jdk, @TempDir Path folder) throws IOException {
    String agent = "-javaagent:" + brokenJar(folder) + "=groups=a.B#c,on-start-failure=exit";
    try (Spawned jvm = ForkedJvm.on(jdk).flags(agent).run(Witness.class).startUnproven()) {
      assertEquals(70, jvm.awaitExit());
      assertEquals("", jvm.stdout());
    }
  }

  private static Path brokenJar(Path folder) throws IOException {
    Path jar = Files.copy(Artifacts.agent(), folder.resolve("broken.jar"));
    try (FileSystem files = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
      Files.delete(files.getPath("agent/io/holdstill/agent/Agent.class"));
    }
    return jar;
  }
}
