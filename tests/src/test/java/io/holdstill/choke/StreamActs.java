package io.holdstill.choke;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Through {@link FileOutputStream} and what {@link Files} opens. */
final class StreamActs {
  private StreamActs() {}

  static Map<String, Plot.Act> table() {
    Map<String, Plot.Act> table = new LinkedHashMap<>();
    table.put("FileOutputStream.write(int)", appended(StreamActs::one));
    table.put("FileOutputStream.write(byte[])", appended(StreamActs::array));
    table.put("FileOutputStream.write(byte[],int,int)", appended(StreamActs::range));
    table.put("FileOutputStream, truncating", StreamActs::truncating);
    table.put("FileOutputStream of a descriptor", StreamActs::ofDescriptor);
    table.put("Files.write", opened());
    table.put("Files.write(APPEND)", StreamActs::filesAppend);
    table.put("Files.writeString", StreamActs::string);
    table.put("Files.newOutputStream", StreamActs::newOutputStream);
    table.put("newByteChannel(TRUNCATE_EXISTING)", open(StandardOpenOption.TRUNCATE_EXISTING));
    table.put(
        "newByteChannel(CREATE, TRUNCATE_EXISTING)",
        open(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING));
    table.put("newByteChannel(CREATE)", created(StandardOpenOption.CREATE));
    table.put("newByteChannel(CREATE_NEW)", created(StandardOpenOption.CREATE_NEW));
    table.put("newByteChannel(DELETE_ON_CLOSE)", StreamActs::deleteOnClose);
    return table;
  }

  /** Writes and says which bytes those should be. */
  private interface Write {
    byte[] to(Plot plot, OutputStream stream) throws IOException;
  }

  private static Plot.Act appended(Write write) {
    return plot -> {
      String file = plot.fileWithRoom();
      try (FileOutputStream stream = new FileOutputStream(plot.path(file).toFile(), true)) {
        plot.wrote(file, plot.size(file), write.to(plot, stream));
      }
    };
  }

  private static byte[] one(Plot plot, OutputStream stream) throws IOException {
    byte[] bytes = plot.bytes(1);
    stream.write(bytes[0]);
    return bytes;
  }

  private static byte[] array(Plot plot, OutputStream stream) throws IOException {
    byte[] bytes = plot.bytes();
    stream.write(bytes);
    return bytes;
  }

  private static byte[] range(Plot plot, OutputStream stream) throws IOException {
    byte[] bytes = plot.bytes();
    int from = plot.random.nextInt(bytes.length);
    int count = plot.random.nextInt(bytes.length - from + 1);
    stream.write(bytes, from, count);
    return Arrays.copyOfRange(bytes, from, from + count);
  }

  private static void truncating(Plot plot) throws IOException {
    String file = plot.file();
    byte[] bytes = plot.bytes(plot.random.nextInt(30_000));
    try (FileOutputStream stream = new FileOutputStream(plot.path(file).toFile())) {
      stream.write(bytes);
    }
    replaced(plot, file, bytes);
  }

  private static void ofDescriptor(Plot plot) throws IOException {
    String file = plot.file();
    byte[] bytes = plot.bytes();
    int at = plot.position(file, bytes.length);
    try (RandomAccessFile random = new RandomAccessFile(plot.path(file).toFile(), "rw");
        FileOutputStream stream = new FileOutputStream(random.getFD())) {
      random.seek(at);
      stream.write(bytes);
    }
    plot.wrote(file, at, bytes);
  }

  /** The same file, of other bytes. */
  private static void replaced(Plot plot, String file, byte[] bytes) {
    plot.resized(file, 0);
    plot.wrote(file, 0, bytes);
  }

  private static Plot.Act opened(OpenOption... options) {
    return plot -> {
      String file = plot.file();
      byte[] bytes = plot.bytes(plot.random.nextInt(30_000));
      Files.write(plot.path(file), bytes, options);
      replaced(plot, file, bytes);
    };
  }

  private static void filesAppend(Plot plot) throws IOException {
    String file = plot.fileWithRoom();
    byte[] bytes = plot.bytes();
    Files.write(plot.path(file), bytes, StandardOpenOption.APPEND);
    plot.wrote(file, plot.size(file), bytes);
  }

  private static void string(Plot plot) throws IOException {
    String file = plot.file();
    String text = "version ".repeat(plot.random.nextInt(3_000)) + plot.random.nextInt();
    Files.writeString(plot.path(file), text);
    replaced(plot, file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void newOutputStream(Plot plot) throws IOException {
    String file = plot.file();
    byte[] bytes = plot.bytes(plot.random.nextInt(30_000));
    try (OutputStream stream = Files.newOutputStream(plot.path(file))) {
      stream.write(bytes);
    }
    replaced(plot, file, bytes);
  }

  private static Plot.Act open(OpenOption... truncating) {
    OpenOption[] options = Arrays.copyOf(truncating, truncating.length + 1);
    options[truncating.length] = StandardOpenOption.WRITE;
    return plot -> {
      String file = plot.file();
      byte[] bytes = plot.bytes(plot.random.nextInt(30_000));
      try (SeekableByteChannel channel = Files.newByteChannel(plot.path(file), options)) {
        channel.write(plot.buffer(bytes));
      }
      replaced(plot, file, bytes);
    };
  }

  private static Plot.Act created(OpenOption how) {
    return plot -> {
      String name = plot.free();
      byte[] bytes = plot.bytes(plot.random.nextInt(30_000));
      try (SeekableByteChannel channel =
          Files.newByteChannel(plot.path(name), how, StandardOpenOption.WRITE)) {
        channel.write(plot.buffer(bytes));
      }
      plot.made(name, bytes);
    };
  }

  private static void deleteOnClose(Plot plot) throws IOException {
    String file = plot.file();
    Files.newByteChannel(
            plot.path(file), StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)
        .close();
    plot.removed(file);
  }
}
