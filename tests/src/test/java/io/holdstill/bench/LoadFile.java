package io.holdstill.bench;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The file under load: blocks of 4 KiB, and behind them an entry of 64 bytes for each. */
public final class LoadFile implements Closeable {
  /** What the agent is told to take for one write group. */
  static final String GROUPS = "groups=io.holdstill.bench.LoadFile#update";

  static final int BLOCK = 4096;
  static final int ENTRY = 64;

  final Path path;
  final int blocks;
  private final FileChannel channel;

  private LoadFile(Path path, int blocks, FileChannel channel) {
    this.path = path;
    this.blocks = blocks;
    this.channel = channel;
  }

  /**
   * Lays the file out and forces it. In pieces of 4 KiB: some kernels cache what was written in
   * large pieces in large folios, and small overwrites then cost ten times as much.
   */
  static LoadFile create(Path path, long bytes) throws IOException {
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    LoadFile file = new LoadFile(path, (int) (bytes / (BLOCK + ENTRY)), channel);
    ByteBuffer piece = filled(BLOCK);
    for (long at = 0; at < bytes; at += BLOCK) {
      channel.write(piece.rewind(), at);
    }
    channel.force(true);
    return file;
  }

  /** Not of zeros: a copy might leave those out. */
  static ByteBuffer filled(int bytes) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(bytes);
    while (buffer.hasRemaining()) {
      buffer.put((byte) 'h');
    }
    return buffer.rewind();
  }

  /** One logical update, two writes: a write group. */
  public void update(int block, ByteBuffer data, ByteBuffer entry) throws IOException {
    write(block, data);
    channel.write(entry.rewind(), (long) blocks * BLOCK + (long) block * ENTRY);
  }

  /** The first of the two writes alone. */
  int write(int block, ByteBuffer data) throws IOException {
    return channel.write(data.rewind(), (long) block * BLOCK);
  }

  /** The file goes too. */
  @Override
  public void close() throws IOException {
    channel.close();
    Files.delete(path);
  }
}
