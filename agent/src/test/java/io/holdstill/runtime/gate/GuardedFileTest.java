package io.holdstill.runtime.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a writer owes a snapshot before it changes a file, and what it does not wait for. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class GuardedFileTest {
  private static final int BLOCK = Chunk.BLOCK;
  private static final long LONG = TimeUnit.SECONDS.toNanos(30);
  private static final long SHORT = TimeUnit.MILLISECONDS.toNanos(5);

  @TempDir Path directory;
  private Path path;
  private Pool pool;
  private Stalls stalls;
  private Shot shot;
  private GuardedFile file;
  private Thread thread;

  private void point(int poolBlocks, long bulkLimit, long copyTimeoutNanos) throws IOException {
    path = Files.write(directory.resolve("file"), new byte[Chunk.SIZE + 10 * BLOCK + 7]);
    pool = new Pool((long) poolBlocks * BLOCK);
    stalls = new Stalls();
    shot = new Shot(pool, stalls, changed -> {}, bulkLimit, copyTimeoutNanos);
    file = new GuardedFile(FileStatus.of(path, false), Io.open(path, Io.RDONLY, 0), "file");
    shot.add(file);
  }

  @AfterEach
  void end() throws Exception {
    Io.close(file.source);
    assertEquals(0, users(), "nobody is in the pool any more");
    pool.close();
  }

  private int users() throws ReflectiveOperationException {
    Field users = Pool.class.getDeclaredField("users");
    users.setAccessible(true);
    return ((AtomicInteger) users.get(pool)).get();
  }

  private int saved() {
    return (int) (shot.savedBytes() / BLOCK);
  }

  @Test
  void theBlocksOfARangeAreSavedOnce() throws IOException {
    point(16, Long.MAX_VALUE, LONG);
    file.preserve(shot, BLOCK - 1, 2 * BLOCK + 1); // touches three
    assertEquals(3, saved());
    file.preserve(shot, 0, 3 * BLOCK);
    assertEquals(3, saved());
    for (int i = 0; i < 5; i++) {
      assertEquals(i < 3, file.decided((long) i * BLOCK), "block " + i);
      assertEquals(i < 3, file.decided((long) (i + 1) * BLOCK - 1), "block " + i);
    }
    assertTrue(file.changed());
    assertEquals(1, stalls.stalledThreads());
    assertTrue(stalls.longestNanos() > 0);
    assertTrue(stalls.totalNanos() >= stalls.longestNanos());
    assertNull(shot.broken());
    assertSame(file.atPoint(), file.atPoint());
  }

  @Test
  void overTheEdgeOfAChunkAndUpToTheEnd() throws IOException {
    point(32, Long.MAX_VALUE, LONG);
    file.preserve(shot, Chunk.SIZE - 1, Chunk.SIZE + 1);
    assertEquals(2, saved());
    file.preserve(shot, Chunk.SIZE + 10 * BLOCK, Long.MAX_VALUE);
    assertEquals(3, saved());
    file.preserve(shot, Chunk.SIZE + 10 * BLOCK + 7, Long.MAX_VALUE); // an append
    assertEquals(3, saved());
    assertFalse(file.decided(0));
  }

  @Test
  void whatTheCopierHasIsNotSaved() throws IOException {
    point(16, Long.MAX_VALUE, LONG);
    file.frontier(2 * BLOCK);
    file.preserve(shot, 0, 2 * BLOCK);
    assertEquals(0, saved());
    assertTrue(file.changed());
    file.preserve(shot, 0, 3 * BLOCK);
    assertEquals(1, saved());
  }

  @Test
  void forASnapshotThatIsOverNothingIs() throws IOException {
    point(16, Long.MAX_VALUE, LONG);
    shot.end();
    file.preserve(shot, 0, BLOCK);
    assertEquals(0, saved());
    assertEquals(0, stalls.stalledThreads());
  }

  @Test
  void whereNoMemoryIsLeftTheSnapshotIsBrokenOffAndNotTheWrite() throws IOException {
    point(2, Long.MAX_VALUE, SHORT);
    Thread.currentThread().interrupt();
    file.preserve(shot, 0, 5 * BLOCK);
    assertTrue(Thread.interrupted(), "it is the application's interrupt");
    assertEquals(2, saved());
    assertTrue(shot.broken().contains("copy-timeout passed"), shot.broken());
    assertTrue(Writer.current().waitedNanos >= SHORT);
    file.preserve(shot, 0, 5 * BLOCK); // waits for nothing any more
    assertEquals(2, saved());
  }

  /** The copier frees one, and is not waited for beyond that. */
  @Test
  void aBufferThatComesBackIsTaken() throws Exception {
    point(1, Long.MAX_VALUE, LONG);
    file.preserve(shot, 0, BLOCK);
    Thread copier =
        new Thread(
            () -> {
              Saved oldest = shot.oldestSaved();
              oldest.release();
            });
    copier.start();
    file.preserve(shot, BLOCK, 2 * BLOCK);
    copier.join();
    assertEquals(2, saved());
    assertNull(shot.broken());
  }

  @Test
  void moreThanBulkLimitIsTheCopiersToCopyFirst() throws IOException {
    point(16, 2 * BLOCK, SHORT);
    file.preserve(shot, 0, 2 * BLOCK);
    assertNull(shot.pollUrgent(), "no more than the limit");
    assertEquals(2, saved());
    file.preserve(shot, 4 * BLOCK, 6 * BLOCK + 1); // and nobody copies
    Shot.CopyFirst wanted = shot.pollUrgent();
    assertEquals(4 * BLOCK, wanted.begin);
    assertEquals(6 * BLOCK + 1, wanted.end);
    assertTrue(shot.broken().contains("outran the copy"), shot.broken());
    assertEquals(2, saved());
  }

  @Test
  void andIsNotSavedOnceTheCopierHasIt() throws Exception {
    point(16, 2 * BLOCK, LONG);
    Thread copier =
        new Thread(
            () -> {
              Shot.CopyFirst wanted = shot.pollUrgent();
              while (wanted == null) {
                Thread.onSpinWait();
                wanted = shot.pollUrgent();
              }
              atPoint().chunk(0).takeAll();
              wanted.done = true;
            });
    copier.start();
    file.preserve(shot, 0, 5 * BLOCK);
    copier.join();
    assertEquals(0, saved());
    assertNull(shot.broken());
  }

  /** As much as bulk-limit is no more than it, and where in the file it lies is no matter. */
  @Test
  void whatTheCopierLeavesIsSavedIfItIsWithinTheLimit() throws Exception {
    point(16, 2 * BLOCK, LONG);
    FutureTask<Void> writer = writer(Chunk.SIZE - BLOCK, Chunk.SIZE + 2 * BLOCK);
    Shot.CopyFirst wanted = shot.pollUrgent();
    while (wanted == null) {
      Thread.onSpinWait();
      wanted = shot.pollUrgent();
    }
    file.frontier(Chunk.SIZE);
    wanted.done = true;
    writer.get();
    assertEquals(2, saved());
    file.preserve(shot, Chunk.SIZE + 8 * BLOCK, Chunk.SIZE + 9 * BLOCK);
    assertEquals(3, saved());
    assertNull(shot.pollUrgent());
    assertNull(shot.broken());
  }

  private FutureTask<Void> writer(long from, long to) {
    FutureTask<Void> writer =
        new FutureTask<>(
            () -> {
              file.preserve(shot, from, to);
              return null;
            });
    thread = new Thread(writer, "writer");
    thread.start();
    return writer;
  }

  private void awaitWaiting(FutureTask<Void> writer) {
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      assertFalse(writer.isDone(), "it waited for nobody");
      Thread.onSpinWait();
    }
  }

  /** Each is a short one, and what they add up to is no more than it took. */
  @Test
  void waitsAfterEachOtherAreWaitedAndCounted() throws Exception {
    point(1, Long.MAX_VALUE, LONG);
    long since = System.nanoTime();
    FutureTask<Void> writer = writer(0, 4 * BLOCK);
    for (int i = 1; i < 4; i++) {
      while (saved() < i) {
        Thread.onSpinWait();
      }
      awaitWaiting(writer);
      shot.oldestSaved().release();
    }
    writer.get();
    assertEquals(4, saved());
    assertNull(shot.broken());
    assertTrue(stalls.longestNanos() <= System.nanoTime() - since, "longer than it took");
  }

  @Test
  void whoCannotReadGivesItsBufferBack() throws Exception {
    point(1, Long.MAX_VALUE, LONG);
    file.atPoint();
    Io.close(file.source);
    assertThrows(IOException.class, () -> file.preserve(shot, 0, BLOCK));
    assertEquals(0, pool.take());
  }

  /** The copier had the block while its writer waited, and has closed the file. */
  @Test
  void whatWasDecidedMeanwhileNeedNotBeReadAnyMore() throws Exception {
    point(1, Long.MAX_VALUE, LONG);
    int buffer = pool.take();
    FutureTask<Void> writer = writer(BLOCK, 2 * BLOCK);
    awaitWaiting(writer);
    atPoint().chunk(0).takeAll();
    Io.close(file.source);
    pool.giveBack(buffer);
    writer.get();
    assertEquals(0, saved());
    assertNull(shot.broken());
    assertEquals(buffer, pool.take());
  }

  private AtPoint atPoint() {
    try {
      return file.atPoint();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aFileThatSomebodyElseShortenedIsNoBase() throws IOException {
    point(16, Long.MAX_VALUE, LONG);
    file.atPoint();
    try (RandomAccessFile past = new RandomAccessFile(path.toFile(), "rw")) {
      past.setLength(BLOCK + 1);
    }
    file.preserve(shot, 0, BLOCK);
    assertNull(shot.broken());
    file.preserve(shot, BLOCK, 2 * BLOCK);
    assertTrue(shot.broken().contains("shortened by somebody"), shot.broken());
  }

  /** Room for one chunk more is made before the barrier; a file that grew beyond it has its own. */
  @Test
  void aFileThatGrewBeforeThePointIsSavedToItsEnd() throws IOException {
    point(16, Long.MAX_VALUE, LONG);
    try (RandomAccessFile grown = new RandomAccessFile(path.toFile(), "rw")) {
      grown.setLength(9L * Chunk.SIZE);
    }
    file.preserve(shot, 9L * Chunk.SIZE - 1, 9L * Chunk.SIZE);
    assertEquals(1, saved());
    assertTrue(file.decided(9L * Chunk.SIZE - 1));
  }
}
