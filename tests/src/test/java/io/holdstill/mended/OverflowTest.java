package io.holdstill.mended;

import io.holdstill.copy.Receipt;
import io.holdstill.copy.Request;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.io.TempDir;

/**
 * A writer that ran out of stack inside the woven code stayed "in a write" for the rest of its
 * life, or wrote past copy-before-write: copies were torn, or never came.
 */
class OverflowTest {
  @TempDir Path directory;

  @JdkTest
  void aWriterThatRunsOutOfStackTearsNothingAndStaysInNothing(Jdk jdk) {
    Scene.plays(jdk, ",max-hold-share=50%", Program.class, directory);
  }

  /** Writes number n to block n of many, over and over, at depths that often overflow. */
  public static final class Program {
    private static final int BLOCKS = 512;
    private static final int SNAPSHOTS = 25;
    private static final long STACK = 256 << 10;
    private static final CountDownLatch OVER = new CountDownLatch(1);
    private static volatile boolean stop;
    private static volatile long overflows;
    private static FileChannel channel;

    public static void main(String[] args) throws Exception {
      Copies copies = new Copies(args[0]);
      Path file = copies.source().resolve("numbers");
      channel = open(file);
      channel.write(ByteBuffer.allocate(BLOCKS * 4096), 0);
      Thread writer = new Thread(null, () -> write(file, new Random(7)), "deep", STACK);
      writer.setDaemon(true);
      writer.start();
      for (int i = 0; i < SNAPSHOTS; i++) {
        Path copy = copies.directory().resolve("numbers-" + i);
        Receipt receipt = Request.of(copies.source(), copy).with("timeout", "20s").take();
        if (receipt.consistent()) {
          judge(copy.resolve("source/numbers"));
        } else {
          Copies.require(receipt, "BROKEN_OFF");
        }
      }
      stop = true;
      Copies.await(() -> writer.getState() == Thread.State.TIMED_WAITING, "it never came to rest");
      Copies.require(overflows > 100, "only " + overflows + " overflows: too few to be a test");
      Copies.require(copies.mustBeConsistent().number("group") == 0, "no group was ever open");
      OVER.countDown();
      System.out.println("faults: "); // an overflow may be counted as one
    }

    private static void reopen(Path file) {
      try {
        channel = open(file);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    private static FileChannel open(Path file) throws IOException {
      return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** Number n is in the file before n + 1 is begun. */
    private static void write(Path file, Random random) {
      int limit = 1_000; // follows how deep it can go, which changes as code is compiled
      for (long n = 1; !stop; n++) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(8).putLong(0, n);
        try {
          deep(Math.max(0, limit + random.nextInt(60) - 30), bytes, n % BLOCKS * 4096);
          limit += 20;
        } catch (StackOverflowError | RuntimeException expected) {
          limit -= 30;
          overflows = overflows + 1;
          if (expected instanceof RuntimeException) {
            reopen(file); // the JDK's own books about the channel were left half written
          }
          deep(0, bytes, n % BLOCKS * 4096);
        }
      }
      Copies.await(OVER);
    }

    private static void deep(int depth, ByteBuffer bytes, long position) {
      if (depth > 0) {
        deep(depth - 1, bytes, position);
        return;
      }
      try {
        channel.write(bytes.clear(), position);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    /** The file must hold a prefix of the numbers: no block is older than one written before it. */
    private static void judge(Path copy) throws IOException {
      try (FileChannel in = FileChannel.open(copy)) {
        long[] found = new long[BLOCKS];
        long last = 0;
        for (int i = 0; i < BLOCKS; i++) {
          ByteBuffer bytes = ByteBuffer.allocate(8);
          in.read(bytes, i * 4096L);
          found[i] = bytes.getLong(0);
          last = Math.max(last, found[i]);
        }
        for (long n = Math.max(1, last - BLOCKS + 1); n <= last; n++) {
          long there = found[(int) (n % BLOCKS)];
          Copies.require(
              there == n, copy + " holds " + last + ", and " + there + " instead of " + n);
        }
      }
    }
  }
}
