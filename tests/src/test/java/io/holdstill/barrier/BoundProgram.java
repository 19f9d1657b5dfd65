package io.holdstill.barrier;

import io.holdstill.runtime.WriteGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Scanner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** Runs in the forked JVM: paced writers, and groups that are open for long. */
public final class BoundProgram {
  private static final int WRITERS = 32;
  private volatile CountDownLatch end;
  private volatile boolean busy;

  private BoundProgram() {}

  public static void main(String[] args) throws IOException {
    new BoundProgram().run(new PacedWriters(Path.of(args[0]), WRITERS));
  }

  private void run(PacedWriters writers) {
    System.out.println("ready");
    Scanner commands = new Scanner(System.in);
    while (commands.hasNext()) {
      switch (commands.next()) {
        case "window" -> System.out.println("window " + writers.window(commands.nextInt()));
        case "open" -> open();
        case "end" -> end.countDown();
        case "busy" -> busy(commands.nextInt(), commands.nextLong());
        case "calm" -> busy = false;
        default -> throw new AssertionError("an unknown command");
      }
    }
    writers.stop();
  }

  private void open() {
    end = new CountDownLatch(1);
    new Thread(this::openForLong, "the-long-thread").start();
  }

  private void openForLong() {
    try (WriteGroup group = WriteGroup.begin("the-long-group")) {
      System.out.println("opened");
      end.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    System.out.println("ended");
  }

  /** So many threads with groups of this length, one after the other. */
  private void busy(int threads, long micros) {
    busy = true;
    for (int i = 0; i < threads; i++) {
      Thread thread = new Thread(() -> groups(micros), "busy-thread");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void groups(long micros) {
    while (busy) {
      try (WriteGroup group = WriteGroup.begin("the-busy-group")) {
        long until = System.nanoTime() + micros * 1_000;
        while (System.nanoTime() < until) {
          LockSupport.parkNanos(until - System.nanoTime());
        }
      }
    }
  }
}
