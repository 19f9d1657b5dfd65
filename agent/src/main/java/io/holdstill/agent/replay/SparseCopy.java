package io.holdstill.agent.replay;

import io.holdstill.agent.posix.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** Copies one file; blocks of zeros become holes. */
final class SparseCopy {
  private static final int BUFFER_BYTES = 1 << 18;
  private static final int BLOCK_BYTES = 4096;
  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(BLOCK_BYTES).asReadOnlyBuffer();

  private SparseCopy() {}

  static void copy(Path from, Path to) throws IOException {
    try (FileChannel in =
            FileChannel.open(from, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        FileChannel out =
            FileChannel.open(
                to,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                OwnerOnly.FILE)) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
      long at = 0;
      while (in.read(buffer.clear(), at) > 0) {
        at += write(out, buffer.flip(), at);
      }
      if (out.size() < at) {
        out.write(ByteBuffer.allocate(1), at - 1); // it ended in zeros
      }
    }
  }

  private static int write(FileChannel out, ByteBuffer bytes, long at) throws IOException {
    int length = bytes.limit();
    for (int from = 0; from < length; from += BLOCK_BYTES) {
      ByteBuffer block = bytes.slice(from, Math.min(BLOCK_BYTES, length - from));
      if (!zero(block)) {
        writeAll(out, block, at + from);
      }
    }
    return length;
  }

  private static void writeAll(FileChannel out, ByteBuffer block, long at) throws IOException {
    long position = at;
    while (block.hasRemaining()) {
      position += out.write(block, position);
    }
  }

  private static boolean zero(ByteBuffer block) {
    return block.mismatch(ZEROS.slice(0, block.remaining())) < 0;
  }
}
