package io.holdstill.agent.journal;

import io.holdstill.runtime.gate.Memory;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Entries that will be one document: Chronicle's bookkeeping, the system call and the page fault
 * are paid once for all of them. In native memory, from where they are written in one piece.
 */
final class Batch implements Closeable {
  /** As much as stays in a core's own cache from here to the system call. */
  static final int USUAL_BYTES = 128 << 10;

  /** Zeros behind the last entry: the next document's first word, on a page that is there. */
  static final int PAD_BYTES = 64;

  private static final byte[] ZEROS = new byte[PAD_BYTES];

  private final long memory =
      Memory.allocate(Math.max(USUAL_BYTES, framed(Segment.LARGEST_BODY)) + PAD_BYTES);
  private final ByteBuffer frame = ByteBuffer.allocate(EntryDescriptor.HEAD_BYTES);
  private final CRC32C checksum = new CRC32C();
  private int length;

  /** An entry's length in a document, where each begins at a multiple of four. */
  static int framed(int body) {
    return EntryDescriptor.aligned(EntryDescriptor.HEAD_BYTES + body + EntryDescriptor.TAIL_BYTES);
  }

  boolean isEmpty() {
    return length == 0;
  }

  /** False if it has to be written before it takes an entry of so many bytes. */
  boolean takes(int body) {
    return length == 0 || length + framed(body) <= USUAL_BYTES;
  }

  void put(int kind, long number, ByteBuffer head, List<byte[]> pages, int paged) {
    int body = head.remaining() + paged;
    int end = length + framed(body);
    checksum.reset();
    EntryDescriptor.head(frame.clear(), kind, number, body);
    put(frame.array(), 0, frame.position());
    put(head);
    int left = paged;
    for (int i = 0; left > 0; i++) {
      byte[] page = pages.get(i);
      int part = Math.min(left, page.length);
      put(page, 0, part);
      left -= part;
    }
    frame.clear().putInt((int) checksum.getValue());
    copy(frame.array(), 0, EntryDescriptor.TAIL_BYTES);
    copy(ZEROS, 0, end - length);
  }

  private void put(ByteBuffer head) {
    if (head.hasArray()) {
      put(head.array(), head.arrayOffset() + head.position(), head.remaining());
    } else {
      byte[] copy = new byte[head.remaining()];
      head.duplicate().get(copy);
      put(copy, 0, copy.length);
    }
  }

  private void put(byte[] from, int offset, int count) {
    checksum.update(from, offset, count);
    copy(from, offset, count);
  }

  private void copy(byte[] from, int offset, int count) {
    Memory.copyIn(from, offset, memory + length, count);
    length += count;
  }

  /** Where the entries lie, {@link #PAD_BYTES} zeros behind them. */
  long address() {
    Memory.copyIn(ZEROS, 0, memory + length, PAD_BYTES);
    return memory;
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  @Override
  public void close() {
    Memory.free(memory);
  }
}
