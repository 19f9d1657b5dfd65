package io.holdstill.engines;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Scanner;

/** Runs in the JVM with the agent: a file that is changed through a mapping alone. */
public final class MappedProgram {
  private static final int BYTES = 64 * 1024;

  private MappedProgram() {}

  /** Arguments: the file; kept, dropped or readable. Ends with its input. */
  public static void main(String[] args) throws IOException {
    MappedByteBuffer mapped = mapped(Path.of(args[0]), args[1]);
    System.out.println("ready");
    new Scanner(System.in).hasNextLine();
    Reference.reachabilityFence(mapped);
  }

  private static MappedByteBuffer mapped(Path file, String how) throws IOException {
    if (how.equals("readable")) {
      Files.write(file, new byte[BYTES]);
      return map(file, MapMode.READ_ONLY);
    }
    MappedByteBuffer mapped = map(file, MapMode.READ_WRITE);
    mapped.putLong(0, 1);
    return how.equals("dropped") ? null : mapped;
  }

  /** The channel is closed at once: what remains is the mapping. */
  private static MappedByteBuffer map(Path file, MapMode mode) throws IOException {
    try (FileChannel channel =
        mode == MapMode.READ_ONLY
            ? FileChannel.open(file, StandardOpenOption.READ)
            : FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
      return channel.map(mode, 0, BYTES);
    }
  }
}
