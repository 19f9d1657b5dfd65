package io.holdstill.agent.snapshot;

import io.holdstill.agent.config.DigestAlgorithm;
import io.holdstill.runtime.gate.Chunk;
import io.holdstill.runtime.gate.FileStatus;
import io.holdstill.runtime.gate.Groups;
import io.holdstill.runtime.gate.GuardedFile;
import io.holdstill.runtime.gate.Io;
import io.holdstill.runtime.gate.Memory;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Follows the copier: reads back from the destination what it wrote, digests that, sets owner, mode
 * and time, and forces the file.
 */
final class Sealer implements AutoCloseable {
  /** So that long files being followed do not keep the short ones waiting; forcing is waiting. */
  private static final int THREADS = 4;

  private static final long LOOK_MILLIS = 100;
  private static final long FORCE_BYTES = 64L << 20;

  private static final int BUFFER = Chunk.SIZE;
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final DigestAlgorithm algorithm;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS,
          task -> {
            Thread thread =
                new Thread(
                    () -> {
                      Groups.exempt();
                      task.run();
                    },
                    "holdstill-snapshot-seal-" + NUMBER.incrementAndGet());
            thread.setDaemon(true);
            return thread;
          });
  private final ConcurrentLinkedQueue<Future<?>> pending = new ConcurrentLinkedQueue<>();
  private final Map<GuardedFile, String> digests = new ConcurrentHashMap<>();

  Sealer(DigestAlgorithm algorithm) {
    this.algorithm = algorithm;
  }

  void follow(FileCopy copy, FileStatus attributes) {
    pending.add(
        threads.submit(
            () -> {
              digests.put(copy.file, seal(copy, attributes));
              return null;
            }));
  }

  /** Waits for all that were followed, until cancelled; their digests by file. */
  Map<GuardedFile, String> finish(BooleanSupplier cancelled)
      throws IOException, InterruptedException, Refused {
    for (Future<?> one = pending.poll(); one != null; one = pending.poll()) {
      while (!done(one)) {
        if (cancelled.getAsBoolean()) {
          throw Refused.cancelled();
        }
      }
    }
    return digests;
  }

  private static boolean done(Future<?> one) throws IOException, InterruptedException {
    try {
      one.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException later) {
      return false;
    } catch (ExecutionException e) {
      throw new IOException("sealing failed: " + e.getCause().getMessage(), e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private String seal(FileCopy copy, FileStatus attributes)
      throws IOException, InterruptedException {
    FileDescriptor fd = Io.open(copy.path, Io.RDONLY, 0);
    try {
      String digest = digest(copy, fd);
      apply(fd, attributes, copy.at.status);
      Io.force(fd);
      return digest;
    } catch (IOException e) {
      throw new IOException(copy.path + ": " + e.getMessage(), e);
    } finally {
      Io.close(fd);
    }
  }

  /** The owner can be kept by a privileged process only; the manifest says what it was. */
  private static void apply(FileDescriptor fd, FileStatus attributes, FileStatus atPoint)
      throws IOException {
    FileStatus made = FileStatus.of(fd);
    if (made.uid != attributes.uid || made.gid != attributes.gid) {
      Owners.keep(fd, attributes);
    }
    Io.mode(fd, attributes.permissions());
    Io.times(fd, atPoint.mtimeSeconds, Layout.keptNanos(atPoint));
  }

  private String digest(FileCopy copy, FileDescriptor fd) throws IOException, InterruptedException {
    ContentDigest digest = ContentDigest.of(algorithm);
    long buffer = Memory.allocate(BUFFER);
    byte[] bytes = new byte[BUFFER];
    long forced = 0;
    try {
      for (long at = 0; at < copy.size(); ) {
        long to = Math.min(copy.size(), await(copy, at));
        int length = (int) Math.min(BUFFER, to - at);
        if (Io.read(fd, buffer, length, at) != length) {
          throw new IOException(copy.path + ": shorter than what was written to it");
        }
        Memory.copyOut(buffer, bytes, length);
        digest.update(ByteBuffer.wrap(bytes, 0, length));
        at += length;
        if (at - forced >= FORCE_BYTES) {
          Io.force(fd); // early and often: the device works while the copier does
          forced = at;
        }
      }
      await(copy, Long.MAX_VALUE - 1);
      return digest.text();
    } finally {
      Memory.free(buffer);
    }
  }

  /** Until the copier is past {@code at}; it gets there, or abandons the file. */
  private static long await(FileCopy copy, long at) throws InterruptedException {
    while (copy.copiedTo <= at) {
      if (copy.abandoned || Thread.interrupted()) {
        throw new InterruptedException("the copy was abandoned");
      }
      LockSupport.parkNanos(200_000);
    }
    return copy.copiedTo;
  }
}
