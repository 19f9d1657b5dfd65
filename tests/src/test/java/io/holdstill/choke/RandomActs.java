package io.holdstill.choke;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Through {@link RandomAccessFile}. */
final class RandomActs {
  private RandomActs() {}

  static Map<String, Plot.Act> table() {
    Map<String, Plot.Act> table = new LinkedHashMap<>();
    table.put("write(int)", write((p, f) -> one(f, p.random.nextInt())));
    table.put("write(byte[])", write(RandomActs::array));
    table.put("write(byte[],int,int)", write(RandomActs::range));
    table.put("writeBoolean", write((p, f) -> truth(f, p.random.nextBoolean())));
    table.put("writeByte", write((p, f) -> octet(f, p.random.nextInt())));
    table.put("writeShort", write((p, f) -> small(f, p.random.nextInt())));
    table.put("writeChar", write((p, f) -> character(f, p.random.nextInt())));
    table.put("writeInt", write((p, f) -> integer(f, p.random.nextInt())));
    table.put("writeLong", write((p, f) -> wide(f, p.random.nextLong())));
    table.put("writeFloat", write((p, f) -> real(f, p.random.nextFloat())));
    table.put("writeDouble", write((p, f) -> precise(f, p.random.nextDouble())));
    table.put("writeBytes", write(RandomActs::latin));
    table.put("writeChars", write(RandomActs::characters));
    table.put("writeUTF", write(RandomActs::utf));
    table.put("setLength, shorter", RandomActs::shorter);
    table.put("setLength, longer", RandomActs::longer);
    return table;
  }

  /** Writes at the offset and says which bytes those should be. */
  private interface Write {
    byte[] to(Plot plot, RandomAccessFile file) throws IOException;
  }

  /** The offset is set by {@code seek}, which changes no file. */
  private static Plot.Act write(Write write) {
    return plot -> {
      String file = plot.file();
      int at = plot.position(file, Plot.MOST_BYTES);
      RandomAccessFile random = plot.random(file);
      random.seek(Math.max(0, at));
      byte[] written = write.to(plot, random);
      plot.wrote(file, Math.max(0, at), written);
    };
  }

  private static byte[] one(RandomAccessFile file, int value) throws IOException {
    file.write(value);
    return new byte[] {(byte) value};
  }

  private static byte[] array(Plot plot, RandomAccessFile file) throws IOException {
    byte[] bytes = plot.bytes();
    file.write(bytes);
    return bytes;
  }

  private static byte[] range(Plot plot, RandomAccessFile file) throws IOException {
    byte[] bytes = plot.bytes();
    int from = plot.random.nextInt(bytes.length);
    int count = plot.random.nextInt(bytes.length - from + 1);
    file.write(bytes, from, count);
    return Arrays.copyOfRange(bytes, from, from + count);
  }

  private static byte[] truth(RandomAccessFile file, boolean value) throws IOException {
    file.writeBoolean(value);
    return new byte[] {(byte) (value ? 1 : 0)};
  }

  private static byte[] octet(RandomAccessFile file, int value) throws IOException {
    file.writeByte(value);
    return new byte[] {(byte) value};
  }

  private static byte[] small(RandomAccessFile file, int value) throws IOException {
    file.writeShort(value);
    return ByteBuffer.allocate(2).putShort((short) value).array();
  }

  private static byte[] character(RandomAccessFile file, int value) throws IOException {
    file.writeChar(value);
    return ByteBuffer.allocate(2).putChar((char) value).array();
  }

  private static byte[] integer(RandomAccessFile file, int value) throws IOException {
    file.writeInt(value);
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  private static byte[] wide(RandomAccessFile file, long value) throws IOException {
    file.writeLong(value);
    return ByteBuffer.allocate(8).putLong(value).array();
  }

  private static byte[] real(RandomAccessFile file, float value) throws IOException {
    file.writeFloat(value);
    return ByteBuffer.allocate(4).putFloat(value).array();
  }

  private static byte[] precise(RandomAccessFile file, double value) throws IOException {
    file.writeDouble(value);
    return ByteBuffer.allocate(8).putDouble(value).array();
  }

  private static byte[] latin(Plot plot, RandomAccessFile file) throws IOException {
    String text = text(plot, 0, 256);
    file.writeBytes(text);
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] characters(Plot plot, RandomAccessFile file) throws IOException {
    String text = text(plot, 0, 0xd7ff);
    file.writeChars(text);
    return text.getBytes(StandardCharsets.UTF_16BE);
  }

  /** Two bytes of length, then what is plain UTF-8 for these characters. */
  private static byte[] utf(Plot plot, RandomAccessFile file) throws IOException {
    String text = text(plot, 1, 0xd7ff);
    file.writeUTF(text);
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(2 + body.length).putShort((short) body.length).put(body).array();
  }

  private static String text(Plot plot, int from, int to) {
    int length = plot.random.nextInt(2_000);
    return plot.random
        .ints(length, from, to)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static void shorter(Plot plot) throws IOException {
    String file = plot.file();
    int size = plot.random.nextInt(plot.size(file) + 1);
    if (size == 0) {
      ChannelActs.refill(plot, file); // or all files would soon be empty
    } else {
      plot.random(file).setLength(size);
      plot.resized(file, size);
    }
  }

  private static void longer(Plot plot) throws IOException {
    String file = plot.fileWithRoom();
    int size = plot.size(file) + plot.random.nextInt(Plot.MOST_BYTES);
    plot.random(file).setLength(size);
    plot.resized(file, size);
  }
}
