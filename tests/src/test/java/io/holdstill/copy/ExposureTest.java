package io.holdstill.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Cli;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Files with a way in that does not pass the barrier are refused, and the way is named. */
class ExposureTest {
  @TempDir Path directory;
  private Path source;
  private Path file;

  @BeforeEach
  void makeSource() throws IOException {
    source = Files.createDirectory(directory.resolve("source"));
    file = Files.write(source.resolve("file"), new byte[10_000]);
  }

  @JdkTest
  void aWritableMapping(Jdk jdk) {
    refused(jdk, "map", "mapped");
  }

  @JdkTest
  void anAsynchronousChannel(Jdk jdk) {
    refused(jdk, "async", "native-descriptor");
  }

  private void refused(Jdk jdk, String command, String reason) {
    try (Application application = Application.on(jdk, "reserve=0%")) {
      application.take("CONSISTENT", source, directory.resolve("before"));
      application.tell(command + " " + file);
      says(snapshot(jdk, application, "refused"), 3, reason);
      Application.leftNothing(directory.resolve("refused"));
      Cli.Result accepted = snapshot(jdk, application, "accepted", "--allow-unguarded");
      says(accepted, 0, reason);
      assertTrue(accepted.stdout().contains("UNGUARDED"), accepted::toString);
    }
  }

  @JdkTest
  void anotherProcess(Jdk jdk) throws Exception {
    try (Application application = Application.on(jdk, "reserve=0%")) {
      Process reader = Shell.start(source, "exec 3<file; echo open; exec sleep 600");
      opened(reader);
      application.take("CONSISTENT", source, directory.resolve("read"));
      reader.destroy();
      Process writer = Shell.start(source, "exec 3>>file; echo open; exec sleep 600");
      opened(writer);
      says(snapshot(jdk, application, "refused"), 3, "other-process " + writer.pid());
      Application.leftNothing(directory.resolve("refused"));
      writer.destroy();
      writer.waitFor();
      application.take("CONSISTENT", source, directory.resolve("after"));
    }
  }

  /** It was not there when the files were looked at; only the second look can find it. */
  @JdkTest
  void anotherProcessThatComesLater(Jdk jdk) throws Exception {
    try (Application application = Application.on(jdk, "reserve=0%")) {
      Process[] writer = new Process[1];
      String receipt =
          meanwhile(
              application,
              () -> {
                writer[0] = Shell.start(source, "exec 3>>file; echo open; exec sleep 600");
                opened(writer[0]);
              });
      assertTrue(receipt.contains("reason:other-process " + writer[0].pid()), receipt);
      writer[0].destroy();
      writer[0].waitFor();
      application.take("CONSISTENT", source, directory.resolve("after"));
    }
  }

  /** By no look at descriptors can they be found: what they have done to the file is. */
  @JdkTest
  void anotherProcessThatCameAndWent(Jdk jdk) throws Exception {
    try (Application application = Application.on(jdk, "reserve=0%")) {
      String longer = meanwhile(application, () -> Shell.run(source, "echo more >>file"));
      assertTrue(longer.contains("reason:length-changed"), longer);
      String other =
          meanwhile(
              application, () -> Shell.run(source, "echo x | dd of=file conv=notrunc 2>/dev/null"));
      assertTrue(other.contains("reason:changed-unseen"), other);
      application.take("CONSISTENT", source, directory.resolve("after"));
    }
  }

  private interface Act {
    void run() throws Exception;
  }

  /** Between the look at the files and the point; the receipt, which must be of a refusal. */
  private String meanwhile(Application application, Act act) throws Exception {
    Path copy = directory.resolve("refused");
    application.tell("open");
    String id = application.tell("begin " + source + " " + copy);
    assertEquals("waiting", application.tell("waiting " + id));
    act.run();
    application.tell("end");
    String receipt = application.tell("await " + id);
    assertTrue(receipt.contains("verdict=UNGUARDED "), receipt);
    assertTrue(receipt.contains(file.toString()), receipt);
    Application.leftNothing(copy);
    return receipt;
  }

  private static void opened(Process process) throws IOException {
    assertEquals("open", process.inputReader().readLine());
  }

  private void says(Cli.Result result, int exit, String reason) {
    assertEquals(exit, result.exit(), result::toString);
    String said = result.stdout() + result.stderr();
    assertTrue(said.contains(reason), () -> "'" + reason + "' is not said: " + result);
    assertTrue(said.contains(file.toString()), result::toString);
  }

  private Cli.Result snapshot(Jdk jdk, Application application, String name, String... more) {
    String[] arguments = {
      "snapshot", "" + application.pid(), "" + source, "--to", "" + directory.resolve(name)
    };
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return Cli.on(jdk).run(all);
  }
}
