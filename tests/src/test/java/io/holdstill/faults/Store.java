package io.holdstill.faults;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.holdstill.runtime.WriteGroup;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * What one thread writes, group after group: after group S every byte, length and name is a
 * function of S alone. S stands in the index.
 *
 * <pre>
 * wN.data    block S * 7 % 64 is of group S
 * wN.log     S % 50 lines of 100 bytes; truncated where that is 0
 * wN.names/  one file, named for the last S that 40 divides
 * wN.index   S
 * </pre>
 */
final class Store implements AutoCloseable {
  private static final int BLOCK = 4096;
  private static final int BLOCKS = 64;
  private static final int STEP = 7;
  private static final int STEP_INVERSE = 55; // 7 * 55 = 1 (mod 64)
  private static final int LINES = 50;
  private static final int LINE = 100;
  private static final int RENAMES = 40;
  private static final long NAP_NANOS = 300_000;

  private final int number;
  private final FileChannel data;
  private final FileChannel log;
  private final FileChannel index;
  private final Path names;
  private final Thread thread;
  private volatile long groups;
  private volatile long worstNanos;
  private volatile boolean pausing;
  private volatile boolean paused;
  private volatile boolean ending;
  private volatile Throwable failure;

  Store(Path directory, int number) throws IOException {
    this.number = number;
    data = FileChannel.open(directory.resolve("w" + number + ".data"), CREATE_NEW, READ, WRITE);
    data.write(ByteBuffer.allocate(BLOCK * BLOCKS));
    log = FileChannel.open(directory.resolve("w" + number + ".log"), CREATE_NEW, WRITE);
    index = FileChannel.open(directory.resolve("w" + number + ".index"), CREATE_NEW, WRITE);
    index.write(ByteBuffer.allocate(Long.BYTES));
    names = Files.createDirectory(directory.resolve("w" + number + ".names"));
    thread = new Thread(this::run, "application-" + number);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!ending) {
        if (pausing) {
          paused = true;
          LockSupport.parkNanos(NAP_NANOS);
          continue;
        }
        paused = false;
        long since = System.nanoTime();
        put(groups + 1);
        worstNanos = Math.max(worstNanos, System.nanoTime() - since);
        groups++;
        LockSupport.parkNanos(NAP_NANOS);
      }
    } catch (Throwable t) {
      failure = t;
    }
  }

  private void put(long s) throws IOException {
    try (WriteGroup group = WriteGroup.begin("put")) {
      int block = (int) (s * STEP % BLOCKS);
      whole(data.write(block(s, block), (long) block * BLOCK), BLOCK);
      if (s % LINES == 0) {
        log.truncate(0).position(0);
      } else {
        whole(log.write(line(s)), LINE);
      }
      if (s % RENAMES == 0) {
        Files.write(names.resolve("" + s), new byte[] {(byte) s});
        boolean was = Files.deleteIfExists(names.resolve("" + (s - RENAMES)));
        whole(was ? 1 : 0, s == RENAMES ? 0 : 1);
      }
      whole(index.write(ByteBuffer.allocate(Long.BYTES).putLong(0, s), 0), Long.BYTES);
    }
  }

  private static void whole(int written, int wanted) {
    if (written != wanted) {
      throw new AssertionError(written + " instead of " + wanted);
    }
  }

  private ByteBuffer block(long s, int block) {
    ByteBuffer bytes = ByteBuffer.allocate(BLOCK);
    Arrays.fill(bytes.array(), (byte) (s + number));
    return bytes.putLong(0, s).putLong(8, block);
  }

  private ByteBuffer line(long s) {
    ByteBuffer bytes = ByteBuffer.allocate(LINE);
    Arrays.fill(bytes.array(), (byte) (s * 3 + number));
    return bytes;
  }

  // ---- judged

  /** The S that a copy's index holds. */
  long claimed(Path where) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(where.resolve("w" + number + ".index"))).getLong();
  }

  void requireState(Path where, long s) throws IOException {
    String wrong = wrong(where, s);
    if (wrong != null) {
      throw new AssertionError(
          where + ": " + wrong + " is not that of group " + s + " of " + number);
    }
  }

  /** What is not as it was after group S; null where all is. */
  String wrong(Path where, long s) throws IOException {
    if (claimed(where) != s) {
      return "the index";
    }
    byte[] found = Files.readAllBytes(where.resolve("w" + number + ".data"));
    for (int b = 0; b < BLOCKS; b++) {
      long of = s - Math.floorMod(s - (long) STEP_INVERSE * b, (long) BLOCKS);
      byte[] wanted = of > 0 ? block(of, b).array() : new byte[BLOCK];
      if (!Arrays.equals(found, b * BLOCK, (b + 1) * BLOCK, wanted, 0, BLOCK)) {
        return "block " + b;
      }
    }
    if (found.length != BLOCK * BLOCKS) {
      return "the length of the data";
    }
    return rightLog(where, s) ? rightNames(where, s) ? null : "the names" : "the log";
  }

  private boolean rightLog(Path where, long s) throws IOException {
    int lines = (int) (s % LINES);
    ByteBuffer wanted = ByteBuffer.allocate(lines * LINE);
    for (long each = s - lines + 1; each <= s; each++) {
      wanted.put(line(each));
    }
    return Arrays.equals(wanted.array(), Files.readAllBytes(where.resolve("w" + number + ".log")));
  }

  private boolean rightNames(Path where, long s) throws IOException {
    long last = s / RENAMES * RENAMES;
    try (Stream<Path> all = Files.list(where.resolve("w" + number + ".names"))) {
      List<String> found = all.map(each -> each.getFileName().toString()).toList();
      return found.equals(last == 0 ? List.of() : List.of("" + last));
    }
  }

  // ---- handled

  long groups() {
    return groups;
  }

  long worstMicros() {
    long worst = worstNanos / 1000;
    worstNanos = 0;
    return worst;
  }

  void pause() {
    pausing = true;
    while (!paused) {
      requireWell();
      LockSupport.parkNanos(NAP_NANOS);
    }
  }

  void resume() {
    pausing = false;
    while (paused) {
      requireWell();
      LockSupport.parkNanos(NAP_NANOS);
    }
  }

  void requireWell() {
    if (failure != null) {
      throw new AssertionError("the application suffered in group " + (groups + 1), failure);
    }
  }

  @Override
  public void close() throws IOException {
    ending = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    requireWell();
    data.close();
    log.close();
    index.close();
  }
}
