package io.holdstill.agent.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads the entries of one segment, past Chronicle: its file is a chain of documents, and to walk
 * it needs no mapping (a damaged or truncated file ends one in an InternalError), no lock, no
 * writable directory, and none of the JDK's packages opened.
 *
 * <pre>
 * 0  int, little endian: bits 0 to 29 length; bit 30 set in Chronicle's own documents;
 *    bit 31 set until the document is complete; all 0 where nothing has been written
 * 4  the document, then up to 3 bytes so that the next begins at a multiple of 4
 * </pre>
 */
final class SegmentReader implements Closeable {
  private static final int WINDOW_BYTES = 256 << 10;
  private static final int WORD = 4;
  private static final int LENGTH = 0x3FFFFFFF;
  private static final int OWN = 0x40000000;
  private static final int LARGEST_DOCUMENT = 64 << 20;
  private static final int LARGEST_OURS =
      Math.max(Batch.USUAL_BYTES, Batch.framed(Segment.LARGEST_BODY));

  private final Path segment;
  private final FileChannel file;
  private ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES).limit(0);
  private long windowAt;
  private long position;

  /** Where the last document began. */
  private long start;

  /** What has not been read yet of the last document. */
  private ByteBuffer rest;

  private boolean any;
  private long dropped;
  private long lostAt = -1;
  private long lookedBeyond = -1;
  private long sizeThen;

  /**
   * @throws java.nio.file.NoSuchFileException if the segment has no entries (yet, or any more)
   */
  SegmentReader(Path segment) throws IOException {
    this.segment = segment;
    this.file = FileChannel.open(segment.resolve(SegmentFiles.ENTRIES), StandardOpenOption.READ);
  }

  /** The next whole entry, or null where there is none (yet). */
  Entry next() throws IOException {
    while (true) {
      if (rest == null) {
        start = position;
        rest = document();
      }
      if (rest == null) {
        return null;
      }
      ByteBuffer found = rest;
      Entry entry = EntryCheck.entry(found);
      if (entry == null) {
        found = again(found);
        entry = EntryCheck.entry(found);
      }
      rest = EntryCheck.rest(found);
      if (entry != null) {
        EntryCheck.version(found, segment);
        any = true;
        return entry;
      }
      if (!any) {
        EntryCheck.first(found, segment);
      }
      any = true;
      dropped++;
    }
  }

  /** The same bytes from the file: they may have been read while they were written. */
  private ByteBuffer again(ByteBuffer found) throws IOException {
    forget();
    position = start;
    ByteBuffer document = document();
    return document == null || document.limit() < found.limit()
        ? found
        : document.slice(document.limit() - found.limit(), found.limit());
  }

  long dropped() {
    return dropped;
  }

  /** The next document that is not Chronicle's own. */
  private ByteBuffer document() throws IOException {
    while (true) {
      int word = word();
      if (word <= 0) { // nothing, or not complete
        if (wholeBeyond()) {
          lost();
        }
        return null;
      }
      int length = word & LENGTH;
      if (length > LARGEST_DOCUMENT || position + WORD + length > file.size()) {
        lost();
        return null;
      }
      long at = position + WORD;
      position = EntryDescriptor.aligned(at + length);
      if ((word & OWN) == 0) {
        return bytes(at, length);
      }
    }
  }

  /** A document that does not end: the file was cut, or the word is damaged; counted once. */
  private void lost() {
    if (lostAt != position) {
      lostAt = position;
      dropped++;
    }
  }

  /**
   * Documents are completed one after the other: where one lies beyond the first that is not, a
   * word was damaged. What belongs to that first one lies behind it at once, whether it was being
   * written or is damaged, and is no evidence.
   */
  private boolean wholeBeyond() throws IOException {
    long size = file.size();
    if (position == lookedBeyond && size == sizeThen) {
      return lostAt == position;
    }
    lookedBeyond = position;
    sizeThen = size;
    for (long at = behind(position + WORD, size); at + WORD <= size; at += WINDOW_BYTES) {
      ByteBuffer some = ByteBuffer.allocate((int) Math.min(WINDOW_BYTES + 2 * WORD, size - at));
      while (some.hasRemaining() && file.read(some, at + some.position()) > 0) {
        continue;
      }
      some.flip();
      for (int i = 0; i + 2 * WORD <= some.limit() && i < WINDOW_BYTES; i += WORD) {
        if (some.getInt(i + WORD) == EntryDescriptor.MAGIC && whole(at + i, size)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * A complete document is there, of nothing but entries whose checksums fit: what precedes an
   * entry inside a document may look like a word, too.
   */
  private boolean whole(long at, long size) throws IOException {
    ByteBuffer word = ByteBuffer.allocate(WORD).order(ByteOrder.LITTLE_ENDIAN);
    file.read(word, at);
    int length = word.getInt(0);
    if (length <= 0 || length > LARGEST_OURS || at + WORD + length > size) {
      return false;
    }
    return behind(at + WORD, at + WORD + length) == EntryDescriptor.aligned(at + WORD + length);
  }

  /** Where the entries end that begin there, and that fit their checksums. */
  private long behind(long at, long limit) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.max(0, Math.min(LARGEST_OURS, limit - at)));
    while (bytes.hasRemaining() && file.read(bytes, at + bytes.position()) > 0) {
      continue;
    }
    bytes.flip();
    int end = 0;
    while (end < bytes.limit()) {
      Entry entry = EntryCheck.entry(bytes.slice(end, bytes.limit() - end));
      if (entry == null) {
        break;
      }
      end += Batch.framed(entry.body().remaining());
    }
    return at + end;
  }

  private int word() throws IOException {
    ByteBuffer bytes = bytes(position, WORD);
    int word = bytes == null ? 0 : bytes.order(ByteOrder.LITTLE_ENDIAN).getInt();
    if (word <= 0) {
      forget(); // the writer goes on behind our back
      bytes = bytes(position, WORD);
      word = bytes == null ? 0 : bytes.order(ByteOrder.LITTLE_ENDIAN).getInt();
    }
    return word;
  }

  private void forget() {
    window.limit(0);
  }

  /** Bytes of the file, valid until they are garbage; null beyond its end. */
  private ByteBuffer bytes(long at, int length) throws IOException {
    if (at < windowAt || at + length > windowAt + window.limit()) {
      window = ByteBuffer.allocate(Math.max(WINDOW_BYTES, length));
      windowAt = at;
      while (window.hasRemaining()) {
        if (file.read(window, at + window.position()) < 0) {
          break;
        }
      }
      window.flip();
    }
    int offset = (int) (at - windowAt);
    return offset + length > window.limit() ? null : window.slice(offset, length);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
