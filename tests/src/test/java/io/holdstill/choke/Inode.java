package io.holdstill.choke;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * What a name leads to, as the model knows it; and, for a file, the doors that stand open to it.
 */
final class Inode {
  enum Kind {
    FILE,
    DIRECTORY,
    LINK
  }

  final Kind kind;
  final String target;
  private byte[] bytes = {};
  private int size;
  private FileChannel channel;
  private RandomAccessFile random;

  Inode(Kind kind, String target) {
    this.kind = kind;
    this.target = target;
  }

  int size() {
    return size;
  }

  byte[] content() {
    return Arrays.copyOf(bytes, size);
  }

  void write(int at, byte[] written) {
    if (written.length > 0) {
      size(Math.max(size, at + written.length));
      System.arraycopy(written, 0, bytes, at, written.length);
    }
  }

  /** Cuts, or grows with zeros. */
  void size(int wanted) {
    if (wanted > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(wanted, bytes.length * 2));
    }
    if (wanted < size) {
      Arrays.fill(bytes, wanted, size, (byte) 0);
    }
    size = wanted;
  }

  /** Two checksums of different kinds: 64 bits that are quick to make. */
  static String checksum(byte[] bytes, int length) {
    CRC32 one = new CRC32();
    CRC32C other = new CRC32C();
    one.update(bytes, 0, length);
    other.update(bytes, 0, length);
    return Long.toHexString(one.getValue() << 32 | other.getValue());
  }

  String checksum() {
    return checksum(bytes, size);
  }

  // ---- doors that stay open across operations, whatever becomes of the name

  FileChannel channel(Path path) throws IOException {
    if (channel == null) {
      channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
    return channel;
  }

  RandomAccessFile random(Path path) throws IOException {
    if (random == null) {
      random = new RandomAccessFile(path.toFile(), "rw");
    }
    return random;
  }

  void close() throws IOException {
    for (Closeable door : new Closeable[] {channel, random}) {
      if (door != null) {
        door.close();
      }
    }
    channel = null;
    random = null;
  }
}
