package io.holdstill.copy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Threads that overwrite a file at random, flat out; none of their writes may fail. */
final class Flood {
  private static final int THREADS = 3;
  private static final int BYTES = 64 << 10;

  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final AtomicLong writes = new AtomicLong();
  private final List<Thread> threads = new ArrayList<>();
  private final FileChannel channel;
  private final long size;
  private volatile boolean stop;

  Flood(Path file) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.WRITE);
    size = channel.size();
    for (int i = 0; i < THREADS; i++) {
      Random random = new Random(i);
      Thread thread = new Thread(() -> write(random), "flood");
      threads.add(thread);
      thread.start();
    }
  }

  private void write(Random random) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(BYTES);
    try {
      while (!stop) {
        bytes.clear();
        long at = random.nextLong(size - BYTES);
        if (channel.write(bytes, at) != BYTES) {
          throw new AssertionError("a short write");
        }
        writes.incrementAndGet();
      }
    } catch (Throwable t) {
      failure.compareAndSet(null, t);
    }
  }

  /** How many writes there were, or what went wrong. */
  String end() throws Exception {
    stop = true;
    for (Thread thread : threads) {
      thread.join();
    }
    channel.close();
    return failure.get() == null ? writes + " writes, all right" : failure.toString();
  }
}
