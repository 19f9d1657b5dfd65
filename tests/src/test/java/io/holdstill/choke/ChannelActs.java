package io.holdstill.choke;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Through {@link FileChannel}, however it was opened. */
final class ChannelActs {
  private ChannelActs() {}

  static Map<String, Plot.Act> table() {
    Map<String, Plot.Act> table = new LinkedHashMap<>();
    table.put("write(ByteBuffer)", write((p, c, at, b) -> c.position(at).write(p.buffer(b))));
    table.put("write(ByteBuffer[])", write((p, c, at, b) -> c.position(at).write(halves(p, b))));
    table.put(
        "write(ByteBuffer[],int,int)",
        write((p, c, at, b) -> c.position(at).write(surrounded(halves(p, b)), 1, 2)));
    table.put("write(ByteBuffer,long)", write((p, c, at, b) -> c.write(p.buffer(b), at)));
    table.put("append", ChannelActs::append);
    table.put("truncate", ChannelActs::truncate);
    table.put("truncate and grow", ChannelActs::truncateAndGrow);
    table.put("RandomAccessFile.getChannel", ChannelActs::twoDoors);
    table.put("FileOutputStream.getChannel", ChannelActs::ofStream);
    return table;
  }

  private interface Write {
    void to(Plot plot, FileChannel channel, long at, byte[] bytes) throws IOException;
  }

  private static Plot.Act write(Write write) {
    return plot -> {
      String file = plot.file();
      byte[] bytes = plot.bytes();
      int at = plot.position(file, bytes.length);
      write.to(plot, plot.channel(file), at, bytes);
      plot.wrote(file, at, bytes);
    };
  }

  private static ByteBuffer[] halves(Plot plot, byte[] bytes) {
    int half = plot.random.nextInt(bytes.length + 1);
    return new ByteBuffer[] {
      plot.buffer(Arrays.copyOf(bytes, half)),
      plot.buffer(Arrays.copyOfRange(bytes, half, bytes.length))
    };
  }

  /** What lies around the buffers that are meant must not be written. */
  private static ByteBuffer[] surrounded(ByteBuffer[] two) {
    return new ByteBuffer[] {ByteBuffer.allocate(9), two[0], two[1], ByteBuffer.allocate(9)};
  }

  private static void append(Plot plot) throws IOException {
    String file = plot.fileWithRoom();
    byte[] bytes = plot.bytes();
    try (FileChannel channel = FileChannel.open(plot.path(file), StandardOpenOption.APPEND)) {
      channel.write(plot.buffer(bytes));
    }
    plot.wrote(file, plot.size(file), bytes);
  }

  private static void truncate(Plot plot) throws IOException {
    String file = plot.file();
    int size = plot.random.nextInt(plot.size(file) + 1);
    if (size == 0) {
      refill(plot, file); // or all files would soon be empty
    } else {
      plot.channel(file).truncate(size);
      plot.resized(file, size);
    }
  }

  /** The old end comes back as zeros, in part. */
  private static void truncateAndGrow(Plot plot) throws IOException {
    String file = plot.file();
    int size = plot.random.nextInt(plot.size(file) + 1);
    plot.channel(file).truncate(size);
    plot.resized(file, size);
    byte[] bytes = plot.bytes();
    int at = plot.position(file, bytes.length);
    plot.channel(file).write(plot.buffer(bytes), at);
    plot.wrote(file, at, bytes);
  }

  static void refill(Plot plot, String file) throws IOException {
    byte[] bytes = plot.bytes(40_000);
    plot.channel(file).write(plot.buffer(bytes), 0);
    plot.wrote(file, 0, bytes);
  }

  /** The stream and its channel share one offset. */
  private static void twoDoors(Plot plot) throws IOException {
    String file = plot.file();
    byte[] one = plot.bytes();
    byte[] other = plot.bytes();
    int at = plot.position(file, one.length + other.length);
    RandomAccessFile random = plot.random(file);
    random.seek(at);
    random.write(one);
    random.getChannel().write(plot.buffer(other));
    plot.wrote(file, at, one);
    plot.wrote(file, at + one.length, other);
  }

  private static void ofStream(Plot plot) throws IOException {
    String file = plot.fileWithRoom();
    byte[] bytes = plot.bytes();
    try (FileOutputStream stream = new FileOutputStream(plot.path(file).toFile(), true)) {
      stream.getChannel().write(plot.buffer(bytes));
    }
    plot.wrote(file, plot.size(file), bytes);
  }
}
