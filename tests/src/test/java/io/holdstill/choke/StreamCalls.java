package io.holdstill.choke;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.List;

/** Random calls of {@link RandomAccessFile} and {@link FileOutputStream}. */
final class StreamCalls {
  private StreamCalls() {}

  static List<Transcript.Call> all() {
    return List.of(
        StreamCalls::randomBytes,
        StreamCalls::randomBytes,
        StreamCalls::randomValues,
        StreamCalls::randomText,
        StreamCalls::setLength,
        StreamCalls::stream,
        StreamCalls::stream);
  }

  private interface OnRandom {
    void call(RandomAccessFile file) throws IOException;
  }

  private static void on(Calls calls, Transcript told, OnRandom call) throws IOException {
    try (RandomAccessFile file = calls.randomAccess()) {
      told.call(
          calls,
          () -> {
            call.call(file);
            return "done";
          });
      told.state("pointer", file::getFilePointer);
      told.state("length", file::length);
    }
  }

  private static void randomBytes(Calls calls, Transcript told) throws IOException {
    byte[] bytes = calls.bytes();
    int which = calls.random.nextInt(3);
    int offset = calls.index();
    int length = calls.index();
    told.name("random.write", which + " " + size(bytes) + " " + offset + " " + length);
    on(
        calls,
        told,
        file -> {
          switch (which) {
            case 0 -> file.write(offset);
            case 1 -> file.write(bytes);
            default -> file.write(bytes, offset, length);
          }
        });
  }

  private static void randomValues(Calls calls, Transcript told) throws IOException {
    int which = calls.random.nextInt(8);
    long value = calls.random.nextLong();
    told.name("random.write a value", which + " " + value);
    on(
        calls,
        told,
        file -> {
          switch (which) {
            case 0 -> file.writeBoolean(value > 0);
            case 1 -> file.writeByte((int) value);
            case 2 -> file.writeShort((int) value);
            case 3 -> file.writeChar((int) value);
            case 4 -> file.writeInt((int) value);
            case 5 -> file.writeLong(value);
            case 6 -> file.writeFloat(value);
            default -> file.writeDouble(value);
          }
        });
  }

  private static void randomText(Calls calls, Transcript told) throws IOException {
    int which = calls.random.nextInt(3);
    int length = calls.oneIn(15) ? 70_000 : calls.random.nextInt(100);
    String text = calls.oneIn(15) ? null : "Grüße".repeat(length / 5);
    told.name("random.write a text", which + " " + (text == null ? "null" : text.length()));
    on(
        calls,
        told,
        file -> {
          switch (which) {
            case 0 -> file.writeBytes(text);
            case 1 -> file.writeChars(text);
            default -> file.writeUTF(text);
          }
        });
  }

  private static void setLength(Calls calls, Transcript told) throws IOException {
    long length = calls.position();
    told.name("random.setLength", "" + length);
    on(calls, told, file -> file.setLength(length));
  }

  private static void stream(Calls calls, Transcript told) throws IOException {
    byte[] bytes = calls.bytes();
    int which = calls.random.nextInt(3);
    int offset = calls.index();
    int length = calls.index();
    told.name("stream.write", which + " " + size(bytes) + " " + offset + " " + length);
    try (FileOutputStream stream = calls.stream()) {
      told.call(
          calls,
          () -> {
            switch (which) {
              case 0 -> stream.write(offset);
              case 1 -> stream.write(bytes);
              default -> stream.write(bytes, offset, length);
            }
            return "done";
          });
      told.state("at", () -> stream.getChannel().position());
    }
  }

  private static String size(byte[] bytes) {
    return bytes == null ? "null" : "" + bytes.length;
  }
}
