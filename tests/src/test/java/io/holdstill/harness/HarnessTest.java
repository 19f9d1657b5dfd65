package io.holdstill.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Scanner;
import org.junit.jupiter.api.Test;

/** The tool has tests of its own: what it reports must be what happened. */
class HarnessTest {
  /** Echoes its input until it reads a number, which is its exit code. */
  public static final class Echo {
    public static void main(String[] args) {
      System.err.println("to stderr: " + String.join(",", args));
      Scanner in = new Scanner(System.in);
      while (in.hasNextLine()) {
        if (in.hasNextInt()) {
          System.exit(in.nextInt());
        }
        System.out.println("echo " + in.nextLine());
      }
    }
  }

  @JdkTest
  void talksByLines(Jdk jdk) {
    try (ForkedJvm jvm = ForkedJvm.on(jdk).run(Echo.class, "a", "b").start()) {
      jvm.send("one");
      jvm.send("two");
      assertEquals("echo one", jvm.readLine());
      assertEquals("echo two", jvm.awaitLine("echo tw"));
      jvm.send("7");
      assertEquals(7, jvm.awaitExit());
      assertEquals("to stderr: a,b", jvm.stderr());
      assertEquals("absent", jvm.state());
    }
  }

  @JdkTest
  void runsOnTheJdkAskedFor(Jdk jdk) {
    try (Spawned java = ForkedJvm.on(jdk).run(Version.class).start()) {
      assertEquals("feature " + jdk.feature(), java.awaitLine("feature "));
    }
  }

  public static final class Version {
    public static void main(String[] args) {
      System.out.println("feature " + Runtime.version().feature());
    }
  }

  @Test
  void everyWaitHasADeadlineAndShowsAllOutput() {
    try (ForkedJvm jvm = ForkedJvm.on(Jdks.newest()).run(Echo.class, "seen").start()) {
      jvm.send("one");
      AssertionError error =
          assertThrows(AssertionError.class, () -> jvm.awaitLine("never", Duration.ofSeconds(2)));
      String message = error.getMessage();
      assertTrue(message.contains("did not print a line that starts with 'never'"), message);
      assertTrue(message.contains("echo one"), message);
      assertTrue(message.contains("to stderr: seen"), message);
      assertTrue(message.contains("still running"), message);
      assertThrows(AssertionError.class, () -> jvm.awaitExit(Duration.ofMillis(100)));
    }
  }

  @Test
  void closingKills() {
    ForkedJvm jvm = ForkedJvm.on(Jdks.newest()).run(Echo.class).start();
    assertTrue(jvm.isAlive());
    jvm.close();
    assertFalse(jvm.isAlive());
  }

  @Test
  void refusesAnUnexpectedState() {
    ForkedJvm.Builder unarmed = ForkedJvm.on(Jdks.newest()).run(Echo.class).expecting("ARMED");
    AssertionError error = assertThrows(AssertionError.class, unarmed::start);
    assertTrue(error.getMessage().contains("Its state is not 'ARMED': absent"), error.getMessage());
  }

  @JdkTest
  void theAgentIsArmed(Jdk jdk) {
    try (ForkedJvm jvm = ForkedJvm.on(jdk).agent("").run(Echo.class).start()) {
      assertTrue(jvm.state().startsWith("ARMED"), jvm.state());
    }
  }

  @JdkTest
  void theCommandLineRuns(Jdk jdk) {
    Cli.Result result = Cli.on(jdk).run("--help");
    assertEquals(0, result.exit(), result::toString);
    assertTrue(result.stdout().contains("snapshot"), result::toString);
    assertEquals("", result.stderr(), result::toString);
  }
}
