package io.holdstill.demo.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The processes of the demo: none outlives it, and none is waited for without a limit. */
final class Children {
  private static final long LIMIT_SECONDS = 120;
  private static final long KILL_SECONDS = 10;

  private final Path directory;
  private final List<Process> alive = new ArrayList<>();
  private boolean closed;

  /** How a command ended, and what it said. */
  record Ended(int status, String out, String err) {}

  /** {@code directory}: where what they say is kept. */
  Children(Path directory) {
    this.directory = directory;
  }

  synchronized Process start(ProcessBuilder builder) throws IOException {
    if (closed) {
      throw new IOException("the demo is ending; nothing more is started");
    }
    alive.removeIf(process -> !process.isAlive());
    Process process = builder.start();
    alive.add(process);
    return process;
  }

  /** Runs a command to its end. */
  Ended run(List<String> command) throws IOException, InterruptedException {
    Path out = directory.resolve("out.txt");
    Path err = directory.resolve("err.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    Process process = start(builder);
    process.getOutputStream().close();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(
          String.join(" ", command)
              + " had not ended after "
              + LIMIT_SECONDS
              + " s and was killed; see what this machine is busy with and try again");
    }
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** Runs a command that has to succeed. */
  void mustRun(List<String> command) throws IOException, InterruptedException {
    Ended ended = run(command);
    if (ended.status() != 0) {
      throw new IOException(
          String.join(" ", command)
              + " ended with status "
              + ended.status()
              + ": "
              + ended.err().strip());
    }
  }

  synchronized boolean closed() {
    return closed;
  }

  /** Kills all; SIGKILL ends a stopped process too. */
  synchronized void close() {
    closed = true;
    alive.forEach(Process::destroyForcibly);
    boolean interrupted = false;
    for (Process process : alive) {
      try {
        process.waitFor(KILL_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        interrupted = true; // They are killed already; only the waiting ends.
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
