package io.holdstill.runtime.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who decides a block, and which chunks a file of some length has. */
class ChunkTest {
  @TempDir Path directory;

  @Test
  void whoComesSecondWinsOnlyWhatIsLeft() {
    Chunk chunk = new Chunk();
    assertEquals(0, chunk.taken());
    assertEquals(0b0110, chunk.win(0b0110));
    assertEquals(0b1001, chunk.win(0b1111));
    assertEquals(0, chunk.win(0b1111));
    assertEquals(0b1111, chunk.taken());
    assertEquals(0b1111, chunk.takeAll(), "won by writers");
    assertEquals(-1, chunk.taken());
    assertEquals(0, chunk.win(-1));
  }

  @Test
  void beforeImagesAreThereNewestFirst() {
    Chunk chunk = new Chunk();
    assertNull(chunk.saved());
    Saved first = saved(0);
    Saved second = saved(1);
    chunk.push(first);
    chunk.push(second);
    assertSame(second, chunk.saved());
    assertSame(first, second.below());
    assertNull(first.below());
  }

  private static Saved saved(int block) {
    return new Saved(null, 0, block, null, 0);
  }

  @Test
  void eachChunkIsMadeOnceAndCountsUpToTheEnd() throws Exception {
    AtPoint at = at(Chunk.SIZE + 5_000, 0);
    assertEquals(2, at.count());
    assertNull(at.touched(1));
    Chunk made = at.chunk(1);
    assertSame(made, at.chunk(1));
    assertSame(made, at.touched(1));
    assertNotSame(made, at.chunk(0));
    assertEquals(Chunk.BLOCK, at.blockLength(1, 0));
    assertEquals(5_000 - Chunk.BLOCK, at.blockLength(1, 1));
    assertEquals(0, at.blockLength(1, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> at.chunk(2));
  }

  @Test
  void roomThatWasMadeAheadIsUsedWhereItIsEnough() throws Exception {
    for (int ahead = 0; ahead < 5; ahead++) {
      AtPoint at = at(2 * Chunk.SIZE, ahead);
      for (int i = 0; i < at.count(); i++) {
        assertSame(at.chunk(i), at.touched(i));
      }
    }
    AtomicReferenceArray<Chunk> room = new AtomicReferenceArray<>(2);
    Chunk chunk = new AtPoint(status(2 * Chunk.SIZE), room).chunk(1);
    assertSame(chunk, room.get(1));
  }

  @Test
  void aLengthThatHasTooManyChunksIsRefused() {
    assertEquals(0, AtPoint.count(0));
    assertEquals(1, AtPoint.count(1));
    assertEquals(1, AtPoint.count(Chunk.SIZE));
    assertEquals(2, AtPoint.count(Chunk.SIZE + 1));
    long most = Integer.MAX_VALUE - 64;
    assertEquals(most, AtPoint.count(most * Chunk.SIZE));
    assertThrows(IllegalStateException.class, () -> AtPoint.count(most * Chunk.SIZE + 1));
  }

  private AtPoint at(long length, int ahead) throws Exception {
    return new AtPoint(status(length), new AtomicReferenceArray<>(ahead));
  }

  private FileStatus status(long length) throws Exception {
    Path path = directory.resolve("file");
    Files.deleteIfExists(path);
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(length);
    }
    return FileStatus.of(path, false);
  }
}
