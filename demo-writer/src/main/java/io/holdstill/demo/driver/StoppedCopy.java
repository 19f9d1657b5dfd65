package io.holdstill.demo.driver;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Stop the writer, {@code cp}, let it go on. */
record StoppedCopy(Children children, PlainCopy cp) implements Way {
  private static final long LIMIT_MICROS = 30_000_000;

  @Override
  public String name() {
    return "SIGSTOP, cp, SIGCONT";
  }

  @Override
  public Copied copy(WriterProcess writer, Path to) throws IOException, InterruptedException {
    long since = System.nanoTime();
    signal("STOP", writer);
    try {
      awaitStopped(writer.pid());
      cp.copy(writer.file(), to);
    } finally {
      signal("CONT", writer);
    }
    return new Copied(to, Way.microsSince(since));
  }

  /** By the shell, whose own command it is: the program of that name is not everywhere. */
  private void signal(String signal, WriterProcess writer)
      throws IOException, InterruptedException {
    children.mustRun(List.of("sh", "-c", "kill -" + signal + " " + writer.pid()));
  }

  /** The signal is only sent when kill returns; each thread stops when it next can. */
  private static void awaitStopped(long pid) throws IOException, InterruptedException {
    long since = System.nanoTime();
    while (!stopped(pid)) {
      if (Way.microsSince(since) > LIMIT_MICROS) {
        throw new IOException("process " + pid + " did not stop within 30 s of SIGSTOP");
      }
      Thread.sleep(0, 200_000);
    }
  }

  private static boolean stopped(long pid) throws IOException {
    try (DirectoryStream<Path> tasks =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
      for (Path task : tasks) {
        if (!stopped(task)) {
          return false;
        }
      }
      return true;
    }
  }

  private static boolean stopped(Path task) throws IOException {
    try {
      String stat = Files.readString(task.resolve("stat"));
      // The state follows the name, which may itself hold spaces and parentheses.
      return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
    } catch (NoSuchFileException e) {
      return true; // It has ended meanwhile.
    }
  }
}
