package io.holdstill.agent.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A program of the test's class path in a JVM of its own. */
final class ForkedJvm {
  private static final long LIMIT_SECONDS = 30;

  private final Process process;
  private final StringBuffer output = new StringBuffer();
  private final Thread reader = new Thread(this::read, "output-of-forked-jvm");

  private ForkedJvm(Process process) {
    this.process = process;
    reader.setDaemon(true);
    reader.start();
  }

  static ForkedJvm start(Class<?> main, String... args) throws IOException {
    // A shell starts what it puts into the background with Ctrl-C ignored, and that is inherited.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(args));
    return new ForkedJvm(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** Returns when the target says that it is ready. */
  static ForkedJvm fakeTarget(String... args) throws IOException, InterruptedException {
    ForkedJvm jvm = start(FakeTarget.class, args);
    jvm.awaitOutput("ready\n");
    return jvm;
  }

  long pid() {
    return process.pid();
  }

  String name() {
    return String.valueOf(pid());
  }

  /** Waits until what it wrote to stdout holds a match. */
  void awaitOutput(String regex) throws InterruptedException {
    Pattern pattern = Pattern.compile(regex);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!pattern.matcher(output).find()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(regex + " is not in the output of " + pid() + ": " + output);
      }
      Thread.sleep(20);
    }
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(pid() + " has not ended in " + LIMIT_SECONDS + " s");
    }
    reader.join(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
    return process.exitValue();
  }

  /** What it wrote to stdout so far. */
  String output() {
    return output.toString();
  }

  void end() throws InterruptedException {
    process.destroy();
    exitCode();
  }

  private void read() {
    byte[] buffer = new byte[8_192];
    try (InputStream in = process.getInputStream()) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        output.append(new String(buffer, 0, read, StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
