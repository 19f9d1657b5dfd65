package io.holdstill.agent.replay;

import io.holdstill.agent.posix.OwnerOnly;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The bytes of the files that operations have touched, each in a file of its own in one directory.
 * A file of the base is copied there when it is first changed; the base itself is only read.
 */
final class WorkFiles implements Contents, Closeable {
  private static final int MOST_OPEN = 64;

  private final Path directory;
  private final Map<Path, FileChannel> open = new LinkedHashMap<>(16, 0.75f, true);
  private long made;

  WorkFiles(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory, OwnerOnly.DIRECTORY);
  }

  /** For what else is to be gone at the end. */
  Path spare(String name) {
    return directory.resolve(name);
  }

  @Override
  public void write(Node.File file, long position, ByteBuffer bytes) throws IOException {
    FileChannel channel = channel(file);
    long at = position;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  @Override
  public void length(Node.File file, long bytes) throws IOException {
    FileChannel channel = channel(file);
    if (bytes < channel.size()) {
      channel.truncate(bytes);
    } else if (bytes > channel.size()) {
      channel.write(ByteBuffer.allocate(1), bytes - 1); // what lies before it is a hole
    }
  }

  @Override
  public void forget(Node.File file) throws IOException {
    if (file.work != null) {
      shut(open.remove(file.work));
      Files.deleteIfExists(file.work);
    }
    file.work = null;
    file.source = null;
  }

  /** What is in a file's channel is in the file: so it may be read, or moved away, by its path. */
  void release(Node.File file) throws IOException {
    shut(open.remove(file.work));
  }

  private FileChannel channel(Node.File file) throws IOException {
    if (file.work == null) {
      file.work = begin(file.source);
    }
    FileChannel channel = open.get(file.work);
    if (channel == null) {
      makeRoom();
      channel = FileChannel.open(file.work, StandardOpenOption.READ, StandardOpenOption.WRITE);
      open.put(file.work, channel);
    }
    return channel;
  }

  private Path begin(Path source) throws IOException {
    Path work = directory.resolve(String.valueOf(++made));
    if (source == null) {
      return Files.createFile(work, OwnerOnly.FILE);
    }
    SparseCopy.copy(source, work);
    return work;
  }

  private void makeRoom() throws IOException {
    if (open.size() >= MOST_OPEN) {
      Path eldest = open.keySet().iterator().next();
      shut(open.remove(eldest));
    }
  }

  private static void shut(FileChannel channel) throws IOException {
    if (channel != null) {
      channel.close();
    }
  }

  @Override
  public void close() throws IOException {
    for (FileChannel channel : open.values()) {
      channel.close();
    }
    open.clear();
    Removal.of(directory);
  }
}
