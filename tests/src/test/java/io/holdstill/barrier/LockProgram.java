package io.holdstill.barrier;

import io.holdstill.copy.Receipt;
import io.holdstill.copy.Request;
import io.holdstill.runtime.WriteGroup;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs in the forked JVM and builds the deadly embrace: a group that is open waits for a lock whose
 * owner the barrier holds, and the barrier waits for the group to end.
 */
public final class LockProgram {
  private final ReentrantLock lock = new ReentrantLock();
  private final CountDownLatch owned = new CountDownLatch(1);
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final FileChannel channel;
  private volatile boolean embraced;

  private LockProgram(Path file) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[0]);
    Path source = Files.createDirectory(directory.resolve("source"));
    new LockProgram(source.resolve("file")).run(source, directory.resolve("copy"));
  }

  private void run(Path source, Path copy) throws Exception {
    Chain chain = new Chain(); // or the first look would find nobody inside
    long id = Request.of(source, copy).with("max-pause", "100ms").begin();
    while (!Request.phase(id).equals("waiting")) {
      Thread.onSpinWait();
    }
    Thread owner = start("owner", this::own);
    owned.await();
    Thread waiter = start("waiter", this::waitInGroup);
    start("watch", () -> watch(owner, waiter));
    owner.join();
    chain.stop();
    Receipt receipt = Request.await(id, 60_000).orFail();
    waiter.join();
    if (failure.get() != null) {
      throw new AssertionError(failure.get());
    }
    System.out.println("attempts " + receipt.number("attempts") + ", " + Request.faults());
  }

  /** Writes while it owns the lock, until it was seen to be held by the barrier. */
  private void own() throws IOException {
    lock.lock();
    try {
      owned.countDown();
      while (!embraced) {
        channel.write(ByteBuffer.allocate(100), 0);
      }
    } finally {
      lock.unlock();
    }
  }

  private void waitInGroup() throws IOException {
    try (WriteGroup group = WriteGroup.begin("needs the lock")) {
      channel.write(ByteBuffer.allocate(100), 1_000);
      lock.lock();
      try {
        channel.write(ByteBuffer.allocate(100), 2_000);
      } finally {
        lock.unlock();
      }
    }
  }

  private void watch(Thread owner, Thread waiter) {
    while (!embraced) {
      embraced = lock.hasQueuedThread(waiter) && Held.byTheBarrier(owner);
    }
    System.out.println("embraced");
  }

  private interface Work {
    void run() throws IOException;
  }

  private Thread start(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (Throwable t) {
                failure.compareAndSet(null, t);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
