package io.holdstill.mended;

import io.holdstill.copy.Receipt;
import io.holdstill.copy.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** In the forked JVM: the sources below a directory, and the copies of them beside. */
final class Copies {
  private static final long DEADLINE_NANOS = 30_000_000_000L;

  private final Path directory;
  private final Path source;
  private int taken;

  Copies(String directory) throws IOException {
    this.directory = Path.of(directory);
    this.source = Files.createDirectory(this.directory.resolve("source"));
    Files.write(source.resolve("file"), new byte[10_000]);
  }

  Path directory() {
    return directory;
  }

  Path source() {
    return source;
  }

  /** A request for the sources; each has a destination of its own. */
  Request request() {
    return Request.of(source, directory.resolve("copy-" + taken++));
  }

  Receipt mustBeConsistent() {
    return request().take().orFail();
  }

  /** While a group is open. */
  Receipt mustFindNoPoint() {
    return require(request().with("timeout", "300ms").take(), "NO_SNAPSHOT_POINT");
  }

  static Receipt require(Receipt receipt, String verdict) {
    if (!receipt.verdict().equals(verdict)) {
      throw new AssertionError("not " + verdict + ": " + receipt);
    }
    return receipt;
  }

  static void requireSaid(Receipt receipt, String words) {
    require(receipt.error().contains(words), "'" + words + "' is not said: " + receipt);
  }

  static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new AssertionError(otherwise);
    }
  }

  static void await(CountDownLatch latch) {
    try {
      require(latch.await(DEADLINE_NANOS, TimeUnit.NANOSECONDS), "waited in vain");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static void await(BooleanSupplier condition, String otherwise) {
    long since = System.nanoTime();
    while (!condition.getAsBoolean()) {
      require(System.nanoTime() - since < DEADLINE_NANOS, otherwise);
      Thread.onSpinWait();
    }
  }

  /** What only the garbage collector can notice. */
  static void awaitCollected(BooleanSupplier condition, String otherwise) {
    await(
        () -> {
          System.gc();
          return condition.getAsBoolean();
        },
        otherwise);
  }

  static int openGroups() {
    return ((Object[]) Request.attribute("OpenGroups")).length;
  }

  /** The last line of every program. */
  static void end() {
    System.out.println("faults: " + Request.faults());
  }
}
