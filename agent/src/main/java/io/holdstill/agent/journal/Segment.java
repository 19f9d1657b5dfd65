package io.holdstill.agent.journal;

import io.holdstill.agent.posix.OwnerOnly;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private static final int WORD_BYTES = 4;

  /** What Chronicle puts before the first entry: its head, and two indexes of 32 KiB. */
  private static final long INDEX_BYTES = 256 << 10;

  /** Before Chronicle needs another index, for which no space would have been taken. */
  private static final long MOST_DOCUMENTS = 256L * 4096 - 1024;

  private static final long TABLE_BYTES = 128 << 10;

  private final Path directory;
  private final SingleChronicleQueue queue;
  private final ExcerptAppender appender;
  private final Room room;
  private long documents;
  private long end;

  private Segment(Path directory) throws IOException {
    this.directory = directory;
    new Room(directory.resolve(SegmentFiles.TABLE), TABLE_BYTES).close();
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
      room = new Room(directory.resolve(SegmentFiles.ENTRIES), INDEX_BYTES);
    } catch (IOException | RuntimeException | InternalError e) {
      queue.close();
      throw e;
    }
  }

  /** Makes the directory and all in it, or leaves nothing. */
  static Segment create(Path directory) throws IOException {
    Files.createDirectory(directory, OwnerOnly.DIRECTORY);
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
   * Writes one document: its bytes to the file first, where a full disk is an exception and no more
   * (a mapped write to a full disk is an InternalError that the JVM throws somewhere later), and
   * then its word through Chronicle's mapping, which makes it one.
   *
   * @throws JournalFull if nothing was written, because the disk is full
   * @throws IOException if the segment cannot be relied upon any more
   */
  void append(Batch batch) throws IOException {
    long expected = EntryDescriptor.aligned(end) + WORD_BYTES;
    if (documents > 0) {
      write(batch, expected);
    }
    try (DocumentContext document = appender.writingDocument()) {
      try {
        Bytes<?> out = document.wire().bytes();
        long at = out.writePosition();
        if (documents == 0) {
          write(batch, at);
        } else if (at != expected) {
          throw new IllegalStateException("a document begins at " + at + ", not " + expected);
        }
        end = at + batch.length();
        out.writePosition(end);
      } catch (IOException | RuntimeException | InternalError e) {
        document.rollbackOnClose();
        throw e;
      }
    } catch (RuntimeException | InternalError e) {
      // An InternalError is how the JVM says that the disk failed under a mapping.
      throw new IOException("the journal cannot be written in " + directory + ": " + e, e);
    }
    documents++;
  }

  private void write(Batch batch, long at) throws IOException {
    room.write(batch.address(), batch.length() + Batch.PAD_BYTES, at);
  }

  /** It must be followed by another. */
  boolean isFull() {
    return documents >= MOST_DOCUMENTS;
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
