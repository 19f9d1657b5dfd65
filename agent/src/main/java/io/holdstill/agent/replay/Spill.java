package io.holdstill.agent.replay;

import io.holdstill.agent.journal.Entry;
import io.holdstill.agent.posix.OwnerOnly;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Keeps the bytes of large groups out of the heap until they can be put in order: a group of a
 * gibibyte must not need one of memory.
 */
final class Spill implements Closeable {
  private static final int SMALL_BYTES = 1 << 18;

  private final Path file;
  private FileChannel channel;

  Spill(Path file) {
    this.file = file;
  }

  /** The same group, or part of one, its bytes in a file if they are many. */
  Entry.Group kept(Entry.Group group) throws IOException {
    ByteBuffer bytes = group.operations().duplicate();
    if (bytes.remaining() <= SMALL_BYTES) {
      return group;
    }
    return new Entry.Group(
        group.number(),
        group.key(),
        group.began(),
        group.begunMillis(),
        group.endedMillis(),
        group.flags(),
        group.name(),
        group.thread(),
        kept(bytes));
  }

  private ByteBuffer kept(ByteBuffer bytes) throws IOException {
    if (channel == null) {
      channel =
          FileChannel.open(
              file,
              Set.of(
                  StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
              OwnerOnly.FILE);
    }
    long from = channel.size();
    int length = bytes.remaining();
    while (bytes.hasRemaining()) {
      channel.write(bytes, channel.size());
    }
    return channel.map(FileChannel.MapMode.READ_ONLY, from, length);
  }

  /** Nothing of it is needed any more; what is mapped stays until it is collected. */
  void clear() throws IOException {
    if (channel != null) {
      close();
      channel = null;
      Files.delete(file);
    }
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
