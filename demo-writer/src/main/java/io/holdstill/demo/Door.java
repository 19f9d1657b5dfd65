package io.holdstill.demo;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The way by which bytes get into the file. */
interface Door extends Closeable {
  /** A buffer of the kind that this door writes without another copy. */
  ByteBuffer buffer(int bytes);

  /** Writes the whole buffer at the position. */
  void write(ByteBuffer bytes, long position) throws IOException;

  /** A channel for all threads: positional writes share no offset. */
  static Door channel(Path file) throws IOException {
    return new ChannelDoor(FileChannel.open(file, StandardOpenOption.WRITE));
  }

  /** For one thread: seek and write share an offset. */
  static Door randomAccess(Path file) throws IOException {
    return new RandomAccessDoor(new RandomAccessFile(file.toFile(), "rw"));
  }

  /** {@code FileChannel.write(ByteBuffer, long)}. */
  record ChannelDoor(FileChannel channel) implements Door {
    @Override
    public ByteBuffer buffer(int bytes) {
      return ByteBuffer.allocateDirect(bytes);
    }

    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
      bytes.rewind();
      while (bytes.hasRemaining()) {
        channel.write(bytes, position + bytes.position());
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** {@code RandomAccessFile.seek} and {@code write}. */
  record RandomAccessDoor(RandomAccessFile file) implements Door {
    @Override
    public ByteBuffer buffer(int bytes) {
      return ByteBuffer.allocate(bytes);
    }

    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
      file.seek(position);
      file.write(bytes.array());
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
