package io.holdstill.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {
  @ParameterizedTest
  @CsvSource({
    "localhost:9010,      service:jmx:rmi:///jndi/rmi://localhost:9010/jmxrmi",
    "10.0.0.1:1,          service:jmx:rmi:///jndi/rmi://10.0.0.1:1/jmxrmi",
    "[::1]:9010,          service:jmx:rmi:///jndi/rmi://[::1]:9010/jmxrmi",
    "service:jmx:jmxmp://h:1, service:jmx:jmxmp://h:1"
  })
  void anAddressIsTakenAsOne(String text, String url) {
    Target target = Target.of(text);

    assertTrue(target.pid().isEmpty());
    assertEquals(url, target.address().toString());
    assertEquals("the JVM at " + text, target.name());
  }

  @Test
  void aNumberIsAPid() {
    assertEquals(4711, Target.of("4711").pid().getAsLong());
  }

  @Test
  void aBadAddressIsAWrongLine() {
    CliFailure e = assertThrows(CliFailure.class, () -> Target.of("service:jmx:nonsense"));

    assertEquals(Exit.USAGE, e.exitCode());
  }

  @Test
  void aProcessThatIsNoJvmGetsNoSignal() throws Exception {
    Process sleep = new ProcessBuilder("sleep", "60").start();
    try {
      CliFailure e =
          assertThrows(CliFailure.class, () -> new JvmProcess(sleep.pid()).checkAttachable());

      assertTrue(e.getMessage().contains("is not a JVM"), e.getMessage());
      assertTrue(sleep.isAlive(), "SIGQUIT would have ended it");
    } finally {
      sleep.destroy();
    }
  }

  @Test
  void aStoppedJvmGetsNoSignalEither() throws Exception {
    ForkedJvm jvm = ForkedJvm.fakeTarget("armed");
    new ProcessBuilder("kill", "-STOP", jvm.name()).start().waitFor();
    Path status = Path.of("/proc", jvm.name(), "status");
    while (!Files.readString(status).contains("\nState:\tT")) {
      Thread.sleep(5);
    }
    try {
      Run run = Run.of("status", jvm.name());

      assertEquals(Exit.FAILED, run.exit());
      assertEquals(
          "holdstill: JVM " + jvm.pid() + " is stopped; let it go on and ask again\n", run.err());
    } finally {
      new ProcessBuilder("kill", "-CONT", jvm.name()).start().waitFor();
      jvm.end();
    }
  }

  @Test
  void aProcessThatIsNotThereIsSaidToBeGone() {
    CliFailure e =
        assertThrows(CliFailure.class, () -> new JvmProcess(999_999_999).checkAttachable());

    assertEquals(Exit.FAILED, e.exitCode());
    assertTrue(e.getMessage().startsWith("there is no process 999999999; "), e.getMessage());
  }

  @Test
  void aPathIsSeenThroughTheRootOfAnotherMountNamespace(@TempDir Path proc) throws IOException {
    link(proc, "self", "mnt:[1]");
    link(proc, "10", "mnt:[1]");
    link(proc, "11", "mnt:[2]");
    MountNamespace namespaces = new MountNamespace(proc);
    Path there = Path.of("/backup/x");

    assertEquals(Optional.empty(), namespaces.seenFromHere(10, there));
    assertEquals(Optional.empty(), namespaces.seenFromHere(12, there));
    assertEquals(Optional.of(proc.resolve("11/root/backup/x")), namespaces.seenFromHere(11, there));
  }

  @Test
  void theTerminalsWidthIsWhatSttySays() {
    assertEquals(132, TerminalWidth.columns("24 132\n"));
    assertEquals(40, TerminalWidth.columns("24 10\n"));
    assertEquals(80, TerminalWidth.columns("0 0\n"));
    assertEquals(80, TerminalWidth.columns(""));
    assertEquals(80, TerminalWidth.columns("no tty"));
  }

  private static void link(Path proc, String process, String namespace) throws IOException {
    Path ns = Files.createDirectories(proc.resolve(process).resolve("ns"));
    Files.createSymbolicLink(ns.resolve("mnt"), Path.of(namespace));
  }
}
