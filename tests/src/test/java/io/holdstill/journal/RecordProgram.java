package io.holdstill.journal;

import io.holdstill.runtime.WriteGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs in the forked JVM: threads whose every group writes one number twice, to the file below the
 * recorded directory. How far each was, and when, is kept in a file that outlives a kill.
 */
public final class RecordProgram {
  static final int THREADS = 2;
  static final int TICKS = 1024;
  static final int TICK_MILLIS = 10;
  private static final int RECORD = 600;
  private static final long PAUSE_NANOS = 100_000;

  private static final long MORE = 200;

  private final AtomicLongArray ends = new AtomicLongArray(THREADS);
  private final FileChannel file;
  private final MappedByteBuffer progress;
  private final long most;

  private RecordProgram(Path directory, Path progress, long most) throws IOException {
    this.most = most;
    this.file =
        FileChannel.open(
            directory.resolve("file"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try (FileChannel channel =
        FileChannel.open(
            progress,
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      this.progress = channel.map(FileChannel.MapMode.READ_WRITE, 0, THREADS * TICKS * 16L);
    }
  }

  /** Arguments: the recorded directory, the progress file, groups of a thread, how to end. */
  public static void main(String[] args) throws Exception {
    RecordProgram program =
        new RecordProgram(Path.of(args[0]), Path.of(args[1]), Long.parseLong(args[2]));
    if (args[3].equals("midst")) {
      program.exitInTheMidst();
    }
    if (args[3].equals("hook")) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> program.run()));
    } else {
      System.out.println("ready");
      program.run();
    }
    if (args[3].equals("exit")) {
      System.exit(0);
    }
  }

  /**
   * Both threads go on until the JVM is no more. What had ended while a hook of the application ran
   * had ended before the journal's last hook.
   */
  private void exitInTheMidst() {
    Thread all = new Thread(this::run);
    all.setDaemon(true);
    all.start();
    awaitMore(MORE);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println(awaitMore(MORE))));
    System.exit(0);
  }

  /** Waits until each thread has ended so many more groups; says how many they have. */
  private String awaitMore(long more) {
    long[] before = {ended(0), ended(1)};
    while (ended(0) < before[0] + more || ended(1) < before[1] + more) {
      Thread.onSpinWait();
    }
    return "ended " + ended(0) + " " + ended(1);
  }

  private long ended(int thread) {
    return ends.get(thread);
  }

  private void run() {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int number = i;
      threads.add(new Thread(() -> write(number)));
      threads.get(i).start();
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private void write(int thread) {
    ByteBuffer record = ByteBuffer.allocateDirect(RECORD);
    try {
      for (long n = 1; n <= most; n++) {
        record.putLong(0, thread).putLong(8, n);
        try (WriteGroup group = WriteGroup.begin("pair")) {
          file.write(record.clear(), (n * 2 * THREADS + thread * 2) * RECORD);
          file.write(record.clear().limit(16), (n * 2 * THREADS + thread * 2 + 1) * RECORD);
        }
        ends.set(thread, n);
        long now = System.currentTimeMillis();
        int at = (int) ((thread * TICKS + now / TICK_MILLIS % TICKS) * 16);
        progress.putLong(at, now).putLong(at + 8, n);
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many groups the thread had ended by then. */
  static long endedBy(ByteBuffer progress, int thread, long millis) {
    long ended = 0;
    for (int tick = 0; tick < TICKS; tick++) {
      int at = (thread * TICKS + tick) * 16;
      long when = progress.getLong(at);
      if (when > 0 && when <= millis) {
        ended = Math.max(ended, progress.getLong(at + 8));
      }
    }
    return ended;
  }
}
