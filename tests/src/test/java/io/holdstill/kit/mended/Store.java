package io.holdstill.kit.mended;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Records in one file, and in another where each of them ends. */
final class Store implements AutoCloseable {
  private final FileChannel data;
  private final FileChannel index;

  Store(Path directory) throws IOException {
    data = FileChannel.open(directory.resolve("data"), CREATE, READ, WRITE);
    index = FileChannel.open(directory.resolve("index"), CREATE, READ, WRITE);
  }

  void put(String record) throws IOException {
    ByteBuffer bytes = UTF_8.encode(record);
    long end = end(size()) + bytes.remaining();
    data.write(bytes, end - bytes.remaining());
    index.write(ByteBuffer.allocate(8).putLong(end).flip(), index.size());
  }

  String get(int number) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) (end(number + 1) - end(number)));
    if (data.read(bytes, end(number)) < bytes.capacity()) {
      throw new IOException("the index has record " + number + ", the data has not");
    }
    return UTF_8.decode(bytes.flip()).toString();
  }

  int size() throws IOException {
    return (int) index.size() / 8;
  }

  private long end(int records) throws IOException {
    ByteBuffer end = ByteBuffer.allocate(8);
    return records == 0 || index.read(end, 8L * (records - 1)) < 8 ? 0 : end.getLong(0);
  }

  @Override
  public void close() throws IOException {
    data.close();
    index.close();
  }
}
