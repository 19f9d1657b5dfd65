package io.holdstill.agent.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * The segment that is being written: one queue, whose clock stands still, so that it has one cycle
 * and one file whatever the machine's clock does.
 */
final class Segment implements Closeable {
  /** A document may be a quarter as long, which is the overlap of two mappings. */
  private static final int BLOCK_BYTES = 8 << 20;

  static final int LARGEST_BODY = BLOCK_BYTES / 4 - 4096;

  /** Chronicle puts its indexes between the entries, 32 KiB each, at most two before one. */
  private static final long INDEX_BYTES = 256 << 10;

  private static final long TABLE_BYTES = 128 << 10;

  private final Path directory;
  private final SingleChronicleQueue queue;
  private final ExcerptAppender appender;
  private final Room room;
  private final ByteBuffer frame = ByteBuffer.allocate(EntryDescriptor.HEAD_BYTES);
  private final CRC32C checksum = new CRC32C();
  private long end;

  private Segment(Path directory) throws IOException {
    this.directory = directory;
    try (Room table = new Room(directory.resolve(SegmentFiles.TABLE))) {
      table.reach(TABLE_BYTES);
      table.cut(TABLE_BYTES);
    }
    // Before its file is there: it would wait for whoever made the file to go on.
    queue =
        SingleChronicleQueueBuilder.binary(directory.toFile())
            .rollCycle(RollCycles.FAST_DAILY)
            .timeProvider(() -> 0)
            .blockSize(BLOCK_BYTES)
            .build();
    try {
      appender = queue.createAppender();
      appender.singleThreadedCheckDisabled(true); // opened by one thread, written by another
      room = new Room(directory.resolve(SegmentFiles.ENTRIES));
    } catch (IOException | RuntimeException | InternalError e) {
      queue.close();
      throw e;
    }
  }

  /** Makes the directory and all in it, or leaves nothing. */
  static Segment create(Path directory) throws IOException {
    Files.createDirectory(directory, SegmentFiles.OURS_ALONE);
    try {
      return new Segment(directory);
    } catch (IOException e) {
      SegmentFiles.delete(directory);
      throw e;
    } catch (RuntimeException | InternalError e) {
      SegmentFiles.delete(directory);
      throw new IOException("no segment of the journal can be made in " + directory, e);
    }
  }

  /**
   * Writes one entry.
   *
   * @throws JournalFull if nothing was written, because the disk is full
   * @throws IOException if the segment cannot be relied upon any more
   */
  void append(int kind, long number, ByteBuffer head, List<byte[]> pages, int paged)
      throws IOException {
    int body = Math.addExact(head.remaining(), paged);
    if (body > LARGEST_BODY) {
      throw new IllegalArgumentException("an entry of " + body + " bytes; it must be cut in parts");
    }
    room.reach(end + INDEX_BYTES + body);
    try (DocumentContext document = appender.writingDocument()) {
      try {
        Bytes<?> out = document.wire().bytes();
        checksum.reset();
        frame.clear();
        EntryDescriptor.head(frame, kind, number, body);
        write(out, frame.array(), frame.position());
        write(out, head);
        write(out, pages, paged);
        frame.clear().putInt((int) checksum.getValue());
        out.write(frame.array(), 0, EntryDescriptor.TAIL_BYTES);
        end = out.writePosition();
      } catch (RuntimeException | InternalError e) {
        document.rollbackOnClose();
        throw e;
      }
    } catch (RuntimeException | InternalError e) {
      // An InternalError is how the JVM says that the disk failed under a mapping.
      throw new IOException("the journal cannot be written in " + directory + ": " + e, e);
    }
  }

  private void write(Bytes<?> out, ByteBuffer head) {
    if (head.hasArray()) {
      write(out, head.array(), head.arrayOffset() + head.position(), head.remaining());
    } else {
      byte[] copy = new byte[head.remaining()];
      head.duplicate().get(copy);
      write(out, copy, copy.length);
    }
  }

  private void write(Bytes<?> out, List<byte[]> pages, int length) {
    int left = length;
    for (int i = 0; left > 0; i++) {
      byte[] page = pages.get(i);
      int part = Math.min(left, page.length);
      write(out, page, part);
      left -= part;
    }
  }

  private void write(Bytes<?> out, byte[] from, int length) {
    write(out, from, 0, length);
  }

  private void write(Bytes<?> out, byte[] from, int offset, int length) {
    out.write(from, offset, length);
    checksum.update(from, offset, length);
  }

  Path directory() {
    return directory;
  }

  /** Of its entries, and of what Chronicle put between. */
  long bytes() {
    return end;
  }

  long bytesOnDisk() {
    return Math.max(room.bytes(), end);
  }

  /** False once somebody has removed its file: what is written then is lost. */
  boolean exists() {
    return Files.exists(directory.resolve(SegmentFiles.ENTRIES));
  }

  void force() throws IOException {
    room.force();
  }

  /** Gives back the space that lies ahead. */
  @Override
  public void close() throws IOException {
    try (Room closed = room) {
      appender.close();
      queue.close();
      closed.cut(end);
    }
  }
}
