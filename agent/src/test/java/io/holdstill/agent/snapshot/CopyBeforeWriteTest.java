package io.holdstill.agent.snapshot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.agent.config.DigestAlgorithm;
import io.holdstill.agent.config.Reserve;
import io.holdstill.runtime.gate.Barrier;
import io.holdstill.runtime.gate.Chunk;
import io.holdstill.runtime.gate.FileStatus;
import io.holdstill.runtime.gate.Gate;
import io.holdstill.runtime.gate.GuardedFile;
import io.holdstill.runtime.gate.Io;
import io.holdstill.runtime.gate.Memory;
import io.holdstill.runtime.gate.Pool;
import io.holdstill.runtime.gate.Shot;
import io.holdstill.runtime.gate.Stalls;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One file, changed after the point in each way, step by step and on one thread: what is copied is
 * what it was. The gate is called as woven code calls it.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CopyBeforeWriteTest {
  private static final int SIZE = 2 * Chunk.SIZE + 3 * Chunk.BLOCK + 17;
  private static final FileTime THEN =
      FileTime.from(1_600_000_000_123_456_789L, TimeUnit.NANOSECONDS);

  private static final long TIMEOUT = TimeUnit.SECONDS.toNanos(10);

  @TempDir Path directory;
  private final byte[] content = new byte[SIZE];
  private Path path;
  private Pool pool;
  private Shot shot;
  private GuardedFile file;

  /** All of it before the point, and then the point. */
  @BeforeEach
  void reachThePoint() throws IOException {
    new Random(7).nextBytes(content);
    Arrays.fill(content, 5 * Chunk.BLOCK, 9 * Chunk.BLOCK, (byte) 0);
    content[7 * Chunk.BLOCK + 4000] = 1; // a block whose beginning alone is zeros
    Arrays.fill(content, SIZE - 17, SIZE - 1, (byte) 0); // an odd end, all zeros but for its last
    path = Files.write(directory.resolve("file"), content);
    Files.setLastModifiedTime(path, THEN);
    point(1 << 20, TIMEOUT);
  }

  private void point(long poolBytes, long timeoutNanos) throws IOException {
    point(poolBytes, timeoutNanos, Long.MAX_VALUE);
  }

  private void point(long poolBytes, long timeoutNanos, long bulkLimit) throws IOException {
    pool = new Pool(poolBytes);
    shot = new Shot(pool, new Stalls(), changed -> {}, bulkLimit, timeoutNanos);
    FileDescriptor source = Io.open(path, Io.RDONLY, 0);
    file = new GuardedFile(FileStatus.of(source), source, path.toString());
    shot.add(file);
    Shot.publish(shot);
    assertTrue(Barrier.cut(Barrier.raise(TimeUnit.SECONDS.toNanos(50))));
  }

  @AfterEach
  void end() throws IOException {
    shot.end();
    Shot.publish(null);
    file.frontier(Long.MAX_VALUE);
    Io.close(file.source);
    pool.close();
  }

  private byte[] copied() throws Exception {
    return copied(new HashMap<>());
  }

  private byte[] copied(Map<GuardedFile, String> digests) throws Exception {
    Path target = directory.resolve("copy");
    Destination destination = new Destination(directory.resolve("dest"), new Reserve(0, 0), null);
    destination.check(List.of(path));
    try (Sealer sealer = new Sealer(DigestAlgorithm.SHA256);
        Copier copier =
            new Copier(
                shot,
                pool,
                destination,
                new LinkedHashMap<>(Map.of(file, target)),
                () -> false,
                copy -> sealer.follow(copy, file.before()))) {
      copier.run();
      digests.putAll(sealer.finish(() -> false));
      assertEquals(file.atPoint().status.size, copier.bytesDone);
      assertEquals(1, copier.filesDone);
    }
    assertNull(shot.broken());
    assertClosed(target);
    return Files.readAllBytes(target);
  }

  private static void assertClosed(Path target) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      for (Path each : all.toList()) {
        boolean leads = Files.exists(each) && Files.isSameFile(each, target);
        assertFalse(leads, "a descriptor of the copy is left open");
      }
    }
  }

  /** More than bulk-limit: it waits for the copier, which must serve it while it copies. */
  @Test
  void whatALargeChangeDestroysIsCopiedFirst() throws Exception {
    end();
    point(1 << 20, TIMEOUT, 2 * Chunk.BLOCK);
    byte[] other = new byte[3 * Chunk.BLOCK];
    Arrays.fill(other, (byte) 3);
    FutureTask<Void> change =
        new FutureTask<>(
            () -> {
              try (RandomAccessFile open = open()) {
                write(open, 2L * Chunk.SIZE - Chunk.BLOCK, other);
              }
              return null;
            });
    Thread thread = new Thread(change);
    thread.start();
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      assertFalse(change.isDone(), "it waited for nobody");
      Thread.onSpinWait();
    }
    assertArrayEquals(content, copied());
    change.get();
    assertEquals(0, shot.savedBytes());
  }

  /** To the last byte of a file that is whole chunks: there is no chunk behind it. */
  @Test
  void whatALargeChangeDestroysAtTheEndIsCopiedFirst() throws Exception {
    end();
    byte[] whole = Arrays.copyOf(content, 2 * Chunk.SIZE);
    Files.write(path, whole);
    point(1 << 20, TIMEOUT, 2 * Chunk.BLOCK);
    FutureTask<Void> change =
        new FutureTask<>(
            () -> {
              try (RandomAccessFile open = open()) {
                write(open, Chunk.SIZE, other(Chunk.SIZE));
              }
              return null;
            });
    Thread thread = new Thread(change);
    thread.start();
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      assertFalse(change.isDone(), "it waited for nobody");
      Thread.onSpinWait();
    }
    assertArrayEquals(whole, copied());
    change.get();
  }

  /** Nothing asks again before the file counts as copied. */
  @Test
  void whatIsCancelledDuringTheLastChunkIsNotFinished() throws Exception {
    int[] asked = {0};
    Destination destination = new Destination(directory.resolve("dest"), new Reserve(0, 0), null);
    destination.check(List.of(path));
    Map<GuardedFile, Path> targets = Map.of(file, directory.resolve("copy"));
    int chunks = file.atPoint().count();
    try (Copier copier =
        new Copier(shot, pool, destination, targets, () -> ++asked[0] > chunks, copy -> {})) {
      Refused refused = assertThrows(Refused.class, copier::run);
      assertEquals("CANCELLED", refused.verdict);
      assertEquals(0, copier.filesDone);
    }
  }

  /** Looked at between chunks, not only before the first. */
  @Test
  void spaceThatOthersUseUpMeanwhileEndsIt() throws Exception {
    end();
    byte[] large = new byte[17 << 20];
    new Random(8).nextBytes(large);
    Files.write(path, large);
    point(1 << 20, TIMEOUT);
    Destination full =
        new Destination(directory.resolve("dest"), new Reserve(0, Long.MAX_VALUE), null);
    full.check(List.of(path));
    Map<GuardedFile, Path> targets = Map.of(file, directory.resolve("copy"));
    try (Copier copier = new Copier(shot, pool, full, targets, () -> false, copy -> {})) {
      Refused refused = assertThrows(Refused.class, copier::run);
      assertTrue(refused.getMessage().contains("fell below the reserve"), refused.getMessage());
    }
    assertClosed(directory.resolve("copy"));
  }

  private RandomAccessFile open() throws IOException {
    return new RandomAccessFile(path.toFile(), "rw");
  }

  private static void write(RandomAccessFile open, long position, byte[] bytes) throws IOException {
    int token = Gate.enter(open.getFD());
    int inner = Gate.enterWrite(open.getFD(), position, bytes.length);
    open.getChannel().write(ByteBuffer.wrap(bytes), position);
    Gate.leaveWrite(inner, open.getFD(), position, 0, bytes.length);
    Gate.leave(token);
  }

  private static byte[] other(int count) {
    byte[] bytes = new byte[count];
    Arrays.fill(bytes, (byte) 'x');
    return bytes;
  }

  @Test
  void nothingChanges() throws Exception {
    Map<GuardedFile, String> digests = new HashMap<>();
    assertArrayEquals(content, copied(digests));
    assertEquals(digestOf(content), digests.get(file));
  }

  private static String digestOf(byte[] bytes) {
    ContentDigest digest = ContentDigest.of(DigestAlgorithm.SHA256);
    digest.update(ByteBuffer.wrap(bytes));
    return digest.text();
  }

  @Test
  void bytesAreOverwritten() throws Exception {
    Map<GuardedFile, String> digests = new HashMap<>();
    try (RandomAccessFile open = open()) {
      write(open, 100, other(3 * Chunk.BLOCK));
      write(open, Chunk.SIZE - 10, other(20));
      write(open, SIZE - 5, other(Chunk.SIZE));
    }
    assertArrayEquals(content, copied(digests));
    assertEquals(digestOf(content), digests.get(file));
    assertEquals(THEN, Files.getLastModifiedTime(directory.resolve("copy")));
  }

  @Test
  void theSameBytesAreOverwrittenTwice() throws Exception {
    try (RandomAccessFile open = open()) {
      write(open, 100, other(10));
      write(open, 50, other(2 * Chunk.BLOCK));
    }
    assertArrayEquals(content, copied());
  }

  @Test
  void bytesAreOverwrittenAtTheOffset() throws Exception {
    try (RandomAccessFile open = open()) {
      open.seek(2 * Chunk.SIZE - 3);
      int token = Gate.enterStream(open.getFD(), 10);
      open.write(other(10));
      Gate.leaveStream(token, open.getFD());
    }
    assertArrayEquals(content, copied());
  }

  /** It changes the file's length alone, and its end lies within a block that is copied. */
  @Test
  void bytesAreAppended() throws Exception {
    try (FileOutputStream open = new FileOutputStream(path.toFile(), true)) {
      int token = Gate.enterStream(open.getFD(), 10);
      open.write(other(10));
      Gate.leaveStream(token, open.getFD());
    }
    assertArrayEquals(content, copied());
    assertEquals(THEN, Files.getLastModifiedTime(directory.resolve("copy")));
  }

  @Test
  void theFileIsTruncatedByAChannel() throws Exception {
    try (RandomAccessFile open = open()) {
      int token = Gate.enter(open.getFD());
      int inner = Gate.enterTruncate(open.getFD(), 10);
      open.getChannel().truncate(10);
      Gate.leaveTruncate(inner, open.getFD(), 10, null);
      Gate.leave(token);
    }
    assertArrayEquals(content, copied());
  }

  @Test
  void theFileIsTruncatedAndGrownByItsLength() throws Exception {
    try (RandomAccessFile open = open()) {
      setLength(open, 10);
      setLength(open, 3 * SIZE);
    }
    assertArrayEquals(content, copied());
  }

  /** Its last whole chunk then has blocks that are there and were not saved, and others. */
  @Test
  void theFileIsTruncatedInTheMiddle() throws Exception {
    try (RandomAccessFile open = open()) {
      setLength(open, Chunk.SIZE + Chunk.BLOCK);
    }
    assertArrayEquals(content, copied());
  }

  private static void setLength(RandomAccessFile open, long length) throws IOException {
    int token = Gate.enterSetLength(open.getFD(), length);
    open.setLength(length);
    Gate.leaveSetLength(token, open.getFD(), length, null);
  }

  /** What lies under its name is another file by then. */
  @Test
  void theFileIsReplaced() throws Exception {
    Path second = Files.write(directory.resolve("second"), other(SIZE));
    Files.move(second, path, StandardCopyOption.REPLACE_EXISTING);
    assertArrayEquals(content, copied());
  }

  @Test
  void theFileIsRemoved() throws Exception {
    Files.delete(path);
    assertArrayEquals(content, copied());
  }

  /** Half of the pool is enough: then they go to the destination before their chunk does. */
  @Test
  void beforeImagesAreWrittenOutOfOrder() throws Exception {
    end();
    point(8 * Chunk.BLOCK, TIMEOUT);
    try (RandomAccessFile open = open()) {
      write(open, SIZE - 1, other(1)); // the oldest goes first, and is no whole block
      write(open, Chunk.SIZE + 1, other(5 * Chunk.BLOCK));
    }
    assertTrue(pool.pressed());
    assertArrayEquals(content, copied());
  }

  @Test
  void whoCannotSaveBreaksItOff() throws Exception {
    file.atPoint();
    Io.close(file.source);
    try (RandomAccessFile open = open()) {
      write(open, 0, other(1));
    }
    assertTrue(shot.broken() != null, "the write went on as if its before-image had been saved");
    Refused refused = assertThrows(Refused.class, this::copied);
    assertEquals("BROKEN_OFF", refused.verdict);
  }

  /** What is written counts against the reserve, and zeros are not. */
  @Test
  void onlyWhatIsNotAHoleIsWritten() throws Exception {
    long buffer = Memory.allocate(Chunk.SIZE);
    FileCopy copy = new FileCopy(shot, file, directory.resolve("copy"), buffer);
    assertEquals(Chunk.SIZE - 3 * Chunk.BLOCK, copy.copy(0));
    assertEquals(0, copy.copy(0), "it is there already");
    assertEquals(3 * Chunk.BLOCK + 17, copy.copy(2));
    copy.abandon();
    assertTrue(copy.abandoned);
    assertClosed(directory.resolve("copy"));
    Memory.free(buffer);
  }

  @Test
  void buffersComeBackFromTheCopier() throws Exception {
    end();
    point(4 * Chunk.BLOCK, TIMEOUT);
    long buffer = Memory.allocate(Chunk.SIZE);
    FileCopy copy = new FileCopy(shot, file, directory.resolve("copy"), buffer);
    try (RandomAccessFile open = open()) {
      write(open, 0, other(4 * Chunk.BLOCK));
      assertTrue(pool.pressed());
      copy.copy(0);
      assertFalse(pool.pressed());
      write(open, Chunk.SIZE, other(4 * Chunk.BLOCK));
    }
    assertNull(shot.broken());
    copy.abandon();
    Memory.free(buffer);
  }

  @Test
  void whoGetsNoBufferInTimeBreaksItOffAndGoesOn() throws Exception {
    end();
    point(Chunk.BLOCK, 1);
    Thread.currentThread().interrupt();
    try (RandomAccessFile open = open()) {
      setLength(open, Chunk.SIZE);
      assertTrue(Thread.interrupted(), "it was kept for the application");
      assertEquals(Chunk.SIZE, open.length());
    }
    assertTrue(shot.broken().contains("copy-timeout"), shot.broken());
  }

  /** Who cannot wait breaks it off and truncates; the copier may be about to read just then. */
  @Test
  void whatATruncationThatDidNotWaitHasDestroyedIsNobodyElsesFault() throws Exception {
    long buffer = Memory.allocate(Chunk.SIZE);
    FileCopy copy = new FileCopy(shot, file, directory.resolve("copy"), buffer);
    shot.breakOff("it could not wait");
    try (RandomAccessFile open = open()) {
      setLength(open, 0);
    }
    Refused refused = assertThrows(Refused.class, () -> copy.copy(0));
    assertEquals("BROKEN_OFF", refused.verdict);
    assertEquals("it could not wait", refused.getMessage());
    copy.abandon();
    Memory.free(buffer);
  }

  /** The other side: whoever does that past the gate is. */
  @Test
  void whatIsShortenedPastTheGateIsUnguarded() throws Exception {
    file.atPoint();
    try (RandomAccessFile open = open()) {
      open.setLength(Chunk.SIZE + 5000);
    }
    Refused refused = assertThrows(Refused.class, this::copied);
    assertEquals("UNGUARDED", refused.verdict);
  }

  @Test
  void whatIsCopiedNeedNoBeforeImage() throws Exception {
    assertArrayEquals(content, copied());
    try (RandomAccessFile open = open()) {
      write(open, 0, other(SIZE));
    }
    assertEquals(0, shot.savedBytes());
  }

  /** Whether they stay holes is FidelityTest's. */
  @Test
  void aFileOfHolesIsCopied() throws Exception {
    end();
    try (RandomAccessFile open = open()) {
      open.setLength(0);
      open.setLength(4L * Chunk.SIZE);
      open.write(other(10));
    }
    byte[] sparse = Files.readAllBytes(path);
    point(1 << 20, TIMEOUT);
    assertArrayEquals(sparse, copied());
  }
}
