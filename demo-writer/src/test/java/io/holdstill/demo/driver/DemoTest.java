package io.holdstill.demo.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a process, with a stand-in for Holdstill: it must not praise what is wrong. */
@Timeout(120)
class DemoTest {
  @TempDir Path folder;
  private Path work;

  @BeforeEach
  void makeFolder() throws IOException {
    work = Files.createDirectory(folder.resolve("work"));
  }

  @Test
  void aGuardThatGuardsNothingIsFoundOut() throws Exception {
    Children.Ended demo = demo(null, "--copies", "2");
    assertEquals(1, demo.status(), demo.toString());
    assertTrue(demo.out().contains("Holdstill: 0/2 copies right"), demo.toString());
    assertTrue(demo.err().contains("Holdstill, copy 2: "), demo.toString());
    assertTrue(demo.out().matches("(?s).*Holdstill .*1\\.2 ms\n.*"), demo.toString());
    assertTrue(demo.out().contains("SIGSTOP, cp, SIGCONT: "), demo.toString());
    assertNothingIsLeft();
  }

  @Test
  void aSnapshotThatFailsIsNoCopy() throws Exception {
    Children.Ended demo = demo("4", "--copies", "1");
    assertEquals(1, demo.status(), demo.toString());
    assertTrue(demo.out().contains("Holdstill: 0/1 copies right"), demo.toString());
    assertTrue(
        demo.err()
            .contains("copy 1: holdstill snapshot ended with status 4: the stand-in was told"),
        demo.toString());
    assertNothingIsLeft();
  }

  @Test
  void aWriterWithoutHoldstillEndsTheDemoAtOnce() throws Exception {
    Children.Ended demo = demo("5", "--copies", "9");
    assertEquals(1, demo.status(), demo.toString());
    assertTrue(demo.err().startsWith("demo-writer: holdstill snapshot ended with status 5"));
    assertNothingIsLeft();
  }

  @Test
  void aDiskThatIsTooSmallIsRefusedFirst() throws Exception {
    Children.Ended demo = demo(null, "--size", "1048576TiB");
    assertEquals(1, demo.status(), demo.toString());
    assertTrue(demo.err().contains("MiB free, and the demo needs"), demo.toString());
    assertNothingIsLeft();
  }

  @Test
  void endedFromOutsideItLeavesNothing() throws Exception {
    Process demo = start(null, "--copies", "1000");
    Path file = awaitStore();
    List<ProcessHandle> processes = demo.descendants().toList();
    demo.destroy();
    assertTrue(demo.waitFor(30, TimeUnit.SECONDS), "the demo ends");
    for (ProcessHandle process : processes) {
      process.onExit().get(30, TimeUnit.SECONDS);
    }
    assertTrue(Files.notExists(file));
    assertNothingIsLeft();
  }

  private Path awaitStore() throws IOException, InterruptedException {
    while (true) {
      try (Stream<Path> files = Files.walk(work)) {
        List<Path> stores = files.filter(file -> file.endsWith("store.dat")).toList();
        if (!stores.isEmpty()) {
          return stores.get(0);
        }
      }
      Thread.sleep(20);
    }
  }

  private Children.Ended demo(String standInStatus, String... options) throws Exception {
    Process demo = start(standInStatus, options);
    assertTrue(demo.waitFor(90, TimeUnit.SECONDS), "the demo ends");
    String out = Files.readString(folder.resolve("out"));
    return new Children.Ended(demo.exitValue(), out, Files.readString(folder.resolve("err")));
  }

  private Process start(String standInStatus, String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                WriterProcess.java(),
                "-cp",
                DemoCommand.thisProgram().toString(),
                "io.holdstill.demo.Main",
                "demo",
                "--size",
                "16MiB",
                "--holdstill-option",
                "reserve=0B",
                "--dir",
                work.toString(),
                "--jar",
                StandIn.jar(folder).toString()));
    command.addAll(List.of(options));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    if (standInStatus != null) {
      builder.environment().put("STAND_IN_STATUS", standInStatus);
    }
    return builder.start();
  }

  private void assertNothingIsLeft() throws IOException {
    try (Stream<Path> left = Files.list(work)) {
      assertEquals(List.of(), left.toList());
    }
  }
}
