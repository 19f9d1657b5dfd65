package io.holdstill.runtime.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a snapshot and its writers say to each other. */
class ShotTest {
  private static final long FOR_EVER = Long.MAX_VALUE;

  @TempDir Path directory;
  private final List<Path> told = new ArrayList<>();
  private final Shot shot = shot(FOR_EVER);
  private GuardedFile file;

  private Shot shot(long copyTimeoutNanos) {
    return new Shot(null, new Stalls(), told::add, 0, copyTimeoutNanos);
  }

  @BeforeEach
  void file() throws Exception {
    Path path = Files.writeString(directory.resolve("file"), "content");
    file = new GuardedFile(FileStatus.of(path, false), null, "file");
    shot.add(file);
  }

  @Test
  void aRangeIsWaitedForUntilTheCopierHasIt() throws Exception {
    FutureTask<Long> writer = waiting(shot, false);
    Shot.CopyFirst wanted = polled(shot);
    assertSame(file, wanted.file);
    assertEquals(1, wanted.begin);
    assertEquals(5, wanted.end);
    assertFalse(writer.isDone());
    wanted.done = true;
    assertTrue(writer.get() > 0);
    assertNull(shot.pollUrgent());
  }

  @Test
  void orUntilTheSnapshotIsOver() throws Exception {
    FutureTask<Long> writer = waiting(shot, false);
    polled(shot);
    shot.end();
    assertTrue(writer.get() > 0);
    shot.breakOff("first");
    shot.breakOff("second");
    assertEquals("first", shot.broken());
  }

  @Test
  void orForCopyTimeoutAtMost() throws Exception {
    long nanos = 5_000_000;
    assertTrue(waiting(shot(nanos), false).get() >= nanos);
  }

  @Test
  void anInterruptIsKeptForTheApplication() throws Exception {
    FutureTask<Long> writer = waiting(shot, true);
    polled(shot).done = true;
    assertTrue(writer.get() > 0);
  }

  /** A thread that waits; interrupted, it fails where it has forgotten so afterwards. */
  private FutureTask<Long> waiting(Shot in, boolean interrupted) {
    FutureTask<Long> writer =
        new FutureTask<>(
            () -> {
              if (interrupted) {
                Thread.currentThread().interrupt();
              }
              long since = System.nanoTime();
              long waited = in.copyFirst(file, 1, 5);
              assertTrue(waited <= System.nanoTime() - since, "it says that it waited longer");
              assertEquals(interrupted, Thread.interrupted());
              return waited;
            });
    new Thread(writer, "writer").start();
    return writer;
  }

  private static Shot.CopyFirst polled(Shot shot) {
    Shot.CopyFirst wanted = shot.pollUrgent();
    while (wanted == null) {
      Thread.onSpinWait();
      wanted = shot.pollUrgent();
    }
    return wanted;
  }

  @Test
  void namesAreToldBeforeThePointAlone() {
    Writer writer = Writer.current();
    long before = writer.openWord;
    try {
      writer.openWord = shot.epoch - 2;
      shot.named(writer, directory);
      assertFalse(shot.concerns(writer));
      writer.openWord = shot.epoch;
      shot.named(writer, directory.resolve("later"));
      assertTrue(shot.concerns(writer));
      assertEquals(List.of(directory), told);
    } finally {
      writer.openWord = before;
    }
  }

  @Test
  void whatWasTouchedIsKnownByItsKeyToo() throws Exception {
    Path later = Files.writeString(directory.resolve("later"), "content");
    FileStatus status = FileStatus.of(later, false);
    assertFalse(shot.changed(file));
    shot.touched(file.key);
    assertTrue(file.changed());
    shot.touched(status.key);
    GuardedFile entered = new GuardedFile(status, null, "later");
    shot.add(entered);
    assertFalse(entered.changed());
    assertTrue(shot.changed(entered));
    assertEquals(2, shot.files().size());
    shot.remove(new GuardedFile(status, null, "another of that number"));
    assertSame(entered, shot.find(status.key));
    shot.remove(entered);
    assertNull(shot.find(status.key));
  }

  @Test
  void beforeImagesAreCountedAndTheOldestInUseIsFound() {
    Pool pool = new Pool(1 << 20);
    Saved first = new Saved(file, 0, 0, pool, pool.take());
    Saved second = new Saved(file, 0, 1, pool, pool.take());
    shot.handOver(first);
    shot.handOver(second);
    assertEquals(2 * Chunk.BLOCK, shot.savedBytes());
    assertSame(first, shot.oldestSaved());
    first.release();
    assertSame(second, shot.oldestSaved());
    second.release();
    assertNull(shot.oldestSaved());
    pool.close();
  }

  @Test
  void afterwardsItHoldsNothing() {
    Pool pool = new Pool(1 << 20);
    shot.touched(file.key);
    shot.handOver(new Saved(file, 0, 0, pool, pool.take()));
    shot.end();
    shot.copyFirst(file, 0, 1);
    shot.forget();
    assertEquals(0, shot.files().size());
    assertNull(shot.oldestSaved());
    assertNull(shot.pollUrgent());
    assertFalse(shot.changed(new GuardedFile(file.before(), null, "file")));
    pool.close();
  }
}
