package io.holdstill.barrier;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Writers that leave the processor free between two writes, so that how long a write took tells of
 * the barrier and not of their number; each measures by its own clock.
 */
final class PacedWriters {
  private static final long PAUSE_NANOS = 2_000_000;
  private static final int MOST = 200_000;

  private final List<Writer> writers = new ArrayList<>();
  private volatile boolean stop;

  PacedWriters(Path directory, int threads) throws IOException {
    for (int i = 0; i < threads; i++) {
      writers.add(new Writer(directory.resolve("file-" + i)));
    }
    writers.forEach(Writer::begin);
  }

  /** What the writers saw since the last call; waits until each has made so many writes since. */
  synchronized String window(int atLeast) {
    long longest = 0;
    long longestPair = 0;
    long writes = 0;
    for (Writer writer : writers) {
      writer.await(atLeast);
      int to = writer.count;
      for (int i = writer.from; i < to; i++) {
        longest = Math.max(longest, writer.nanos[i]);
        longestPair = Math.max(longestPair, writer.nanos[i] + (i == 0 ? 0 : writer.nanos[i - 1]));
      }
      writes += to - writer.from;
      writer.from = to;
    }
    return longest / 1000 + " " + longestPair / 1000 + " " + writes;
  }

  void stop() {
    stop = true;
  }

  private final class Writer implements Runnable {
    private final FileChannel channel;
    private final long[] nanos = new long[MOST];
    private volatile int count;
    private int from;

    Writer(Path file) throws IOException {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    void begin() {
      Thread thread = new Thread(this, "paced-writer");
      thread.setDaemon(true);
      thread.start();
    }

    @Override
    public void run() {
      ByteBuffer buffer = ByteBuffer.allocateDirect(512);
      try {
        while (!stop && count < MOST) {
          buffer.clear();
          long since = System.nanoTime();
          channel.write(buffer, 0);
          nanos[count] = System.nanoTime() - since;
          count++;
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      } catch (IOException e) {
        throw new AssertionError("a write failed", e);
      }
    }

    void await(int atLeast) {
      int goal = from + atLeast;
      while (count < goal) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }
}
