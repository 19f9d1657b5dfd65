package io.holdstill.choke;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;

/**
 * What random calls choose from: files, doors to them that are open, closed, read-only or
 * appending, buffers of all kinds, positions and counts that are right, too large and negative.
 * Everything follows from the seed.
 */
final class Calls {
  static final long HUGE = 9L << 20;
  private static final List<String> PATHS =
      List.of("a", "b", "c", "d", "e", "sub", "sub/a", "missing/a", "full", "full/x", "link");

  final Random random;

  Calls(Random random) {
    this.random = random;
  }

  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  Path path() {
    return Path.of(PATHS.get(random.nextInt(PATHS.size())));
  }

  File file() {
    return path().toFile();
  }

  byte[] bytes() {
    if (oneIn(25)) {
      return null;
    }
    byte[] bytes = new byte[oneIn(6) ? 0 : random.nextInt(oneIn(4) ? 20_000 : 300)];
    random.nextBytes(bytes);
    return bytes;
  }

  ByteBuffer buffer() {
    byte[] bytes = bytes();
    if (bytes == null) {
      return null;
    }
    ByteBuffer buffer =
        oneIn(2)
            ? ByteBuffer.wrap(bytes)
            : ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    if (bytes.length > 4 && oneIn(3)) {
      buffer.position(random.nextInt(4)).limit(bytes.length - random.nextInt(2));
    }
    return oneIn(5) ? buffer.asReadOnlyBuffer() : buffer;
  }

  ByteBuffer[] buffers() {
    if (oneIn(25)) {
      return null;
    }
    ByteBuffer[] buffers = new ByteBuffer[random.nextInt(oneIn(30) ? 40 : 5)];
    for (int i = 0; i < buffers.length; i++) {
      buffers[i] = buffer();
    }
    return buffers;
  }

  /** Of a few hundred KiB at most, or out of range. */
  long position() {
    return switch (random.nextInt(12)) {
      case 0 -> -1 - random.nextInt(3);
      case 1 -> 100_000 + random.nextInt(300_000);
      case 2 -> 0;
      default -> random.nextInt(30_000);
    };
  }

  long count() {
    return switch (random.nextInt(12)) {
      case 0 -> -1 - random.nextInt(3);
      case 1 -> Long.MAX_VALUE;
      case 2 -> Integer.MAX_VALUE + 5L;
      case 3 -> HUGE + random.nextInt(100);
      case 4 -> 0;
      default -> random.nextInt(40_000);
    };
  }

  int index() {
    return random.nextInt(8) - 1;
  }

  // ---- doors; opened anew each time, so that one closed by an interrupt spoils no other call

  FileChannel channel() throws IOException {
    FileChannel channel = FileChannel.open(Path.of(oneIn(4) ? "b" : "a"), options());
    if (oneIn(3)) {
      channel.position(random.nextInt(30_000));
    }
    if (oneIn(12)) {
      channel.close();
    }
    return channel;
  }

  /** More than four MiB, of which transfers take pieces. */
  FileChannel hugeChannel() throws IOException {
    return FileChannel.open(Path.of("huge"), StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private OpenOption[] options() {
    return switch (random.nextInt(8)) {
      case 0 -> new OpenOption[] {StandardOpenOption.READ};
      case 1 -> new OpenOption[] {StandardOpenOption.APPEND};
      case 2 -> new OpenOption[] {StandardOpenOption.WRITE};
      default -> new OpenOption[] {StandardOpenOption.READ, StandardOpenOption.WRITE};
    };
  }

  RandomAccessFile randomAccess() throws IOException {
    RandomAccessFile file = new RandomAccessFile(oneIn(4) ? "d" : "c", oneIn(8) ? "r" : "rw");
    file.seek(random.nextInt(30_000));
    if (oneIn(12)) {
      file.close();
    }
    return file;
  }

  FileOutputStream stream() throws IOException {
    FileOutputStream stream = new FileOutputStream(oneIn(2) ? "e" : "d", !oneIn(5));
    if (oneIn(12)) {
      stream.close();
    }
    return stream;
  }

  // ---- the files

  /** Deleted and replaced files come back, and nothing grows for ever. */
  static void tidy() throws IOException {
    for (String name : List.of("a", "b", "c", "d", "e", "full/x")) {
      Path path = Path.of(name);
      if (!Files.isRegularFile(path) || Files.size(path) > 1 << 20) {
        Transcript.remove(path);
        Files.createDirectories(path.toAbsolutePath().getParent());
        Files.write(path, new byte[name.length() * 5_000]);
      }
    }
    if (!Files.exists(Path.of("huge")) || Files.size(Path.of("huge")) != HUGE) {
      Files.write(Path.of("huge"), new byte[(int) HUGE]);
    }
  }
}
