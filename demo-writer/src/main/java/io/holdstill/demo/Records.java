package io.holdstill.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Records of one size, read one after the other in large pieces. */
final class Records {
  private static final int PIECE = 1 << 20;

  private final FileChannel channel;
  private final int bytes;
  private final ByteBuffer piece;
  private long position;

  /** {@code bytes} divides a piece. */
  Records(FileChannel channel, long position, int bytes, int count) {
    this.channel = channel;
    this.position = position;
    this.bytes = bytes;
    this.piece = ByteBuffer.allocateDirect((int) Math.min(PIECE, (long) bytes * count)).limit(0);
  }

  /** Valid until the next call; null if the file ends before the record does. */
  ByteBuffer next() throws IOException {
    if (piece.remaining() < bytes) {
      position += read(channel, piece.clear(), position);
      piece.flip();
    }
    if (piece.remaining() < bytes) {
      return null;
    }
    ByteBuffer record = piece.slice(piece.position(), bytes);
    piece.position(piece.position() + bytes);
    return record;
  }

  /** One record from anywhere; null if the file ends before it does. */
  static ByteBuffer one(FileChannel channel, long position, int bytes) throws IOException {
    ByteBuffer record = ByteBuffer.allocate(bytes);
    return read(channel, record, position) == bytes ? record.rewind() : null;
  }

  private static int read(FileChannel channel, ByteBuffer into, long position) throws IOException {
    int sum = 0;
    while (into.hasRemaining()) {
      int count = channel.read(into, position + sum);
      if (count < 0) {
        return sum;
      }
      sum += count;
    }
    return sum;
  }
}
