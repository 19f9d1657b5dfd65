package io.holdstill.copy;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.FutureTask;

/** Destroys all of a file at one blow, and writes as much of something else. */
final class Replacement {
  /** Where the agent has a large change wait for the copy, in {@code Shot}. */
  private static final String WAITS_IN = "copyFirst";

  private final FutureTask<String> task;
  private final Thread thread;

  Replacement(Path file) {
    task = new FutureTask<>(() -> replace(file));
    thread = new Thread(task, "replacement");
    thread.start();
  }

  static String replace(Path file) throws Exception {
    long size = Files.size(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(0);
      ByteBuffer other = ByteBuffer.allocate(1 << 20);
      while (channel.size() < size) {
        channel.write(other.clear());
      }
    }
    return "done";
  }

  /** Whether it comes to wait for the copy; if not, it has ended. */
  boolean waits() {
    while (thread.isAlive()) {
      if (Arrays.stream(thread.getStackTrace()).anyMatch(f -> f.getMethodName().equals(WAITS_IN))) {
        return true;
      }
      Thread.onSpinWait();
    }
    return false;
  }

  String end() throws Exception {
    return task.get();
  }
}
