package io.holdstill.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A process under test. Closing it kills it, and the processes it started. */
public class Spawned implements AutoCloseable {
  /** Long enough for a loaded machine: a test that passes never waits for it. */
  public static final Duration DEADLINE = Duration.ofSeconds(60);

  private static final long DRAIN_MILLIS = 5_000;

  private final List<String> command;
  private final Process process;
  private final Output stdout;
  private final Output stderr;

  Spawned(List<String> command, Map<String, String> environment, Path directory) {
    this.command = command;
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    // What a developer's or CI's environment adds to every JVM must not reach the one under test.
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"));
    builder.environment().putAll(environment);
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("Could not start " + command, e);
    }
    stdout = new Output("stdout", process.getInputStream());
    stderr = new Output("stderr", process.getErrorStream());
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Writes a line to the process. */
  public void send(String line) {
    Writer in = process.outputWriter(StandardCharsets.UTF_8);
    try {
      in.write(line + "\n");
      in.flush();
    } catch (IOException e) {
      throw failure("It does not take the line '" + line + "': " + e);
    }
  }

  /** The next line of stdout. */
  public String readLine() {
    return await("any line", line -> true, DEADLINE);
  }

  /** The next line of stdout that starts so; those before it are passed over. */
  public String awaitLine(String prefix) {
    return awaitLine(prefix, DEADLINE);
  }

  public String awaitLine(String prefix, Duration deadline) {
    return await(
        "a line that starts with '" + prefix + "'", line -> line.startsWith(prefix), deadline);
  }

  private String await(String what, Predicate<String> wanted, Duration deadline) {
    try {
      String line = stdout.take(wanted, System.nanoTime() + deadline.toNanos());
      if (line == null) {
        throw failure("It did not print " + what + " within " + deadline.toSeconds() + " s.");
      }
      return line;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Waits for the end of the process and returns its exit code. */
  public int awaitExit() {
    return awaitExit(DEADLINE);
  }

  public int awaitExit(Duration deadline) {
    try {
      if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        throw failure("It did not end within " + deadline.toSeconds() + " s.");
      }
      stdout.drain(DRAIN_MILLIS);
      stderr.drain(DRAIN_MILLIS);
      return process.exitValue();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  public String stdout() {
    return stdout.text();
  }

  public String stderr() {
    return stderr.text();
  }

  /** Sends a signal by its name, as {@code kill -STOP} does. */
  public void signal(String name) {
    try (Spawned kill =
        new Spawned(List.of("kill", "-" + name, "" + pid()), Map.of(), Path.of("."))) {
      if (kill.awaitExit() != 0) {
        throw failure("kill -" + name + " failed: " + kill.stderr());
      }
    }
  }

  /** An error that shows the command and all that the process has printed so far. */
  public AssertionError failure(String what) {
    return new AssertionError(
        what
            + "\n-- command: "
            + String.join(" ", command)
            + "\n-- "
            + (process.isAlive() ? "still running" : "ended with " + process.exitValue())
            + "\n-- stdout:\n"
            + stdout()
            + "\n-- stderr:\n"
            + stderr());
  }

  private AssertionError interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    AssertionError error = failure("The test was interrupted.");
    error.initCause(cause);
    return error;
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }
}
