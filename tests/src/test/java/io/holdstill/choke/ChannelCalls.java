package io.holdstill.choke;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.util.Arrays;
import java.util.List;

/** Random calls of a {@link FileChannel}, each told as a line of the transcript. */
final class ChannelCalls {
  private ChannelCalls() {}

  static List<Transcript.Call> all() {
    return List.of(
        ChannelCalls::write,
        ChannelCalls::gather,
        ChannelCalls::gatherRange,
        ChannelCalls::writeAt,
        ChannelCalls::truncate,
        ChannelCalls::transferTo,
        ChannelCalls::transferFrom,
        ChannelCalls::transferHuge,
        ChannelCalls::transferPipe);
  }

  private interface OnChannel {
    Object call(FileChannel channel) throws IOException;
  }

  private static void on(FileChannel channel, Calls calls, Transcript told, OnChannel call)
      throws IOException {
    try (channel) {
      told.call(calls, () -> call.call(channel));
      told.state("open", channel::isOpen);
      told.state("position", channel::position);
      told.state("size", channel::size);
    }
  }

  private static void write(Calls calls, Transcript told) throws IOException {
    ByteBuffer buffer = calls.buffer();
    told.name("write(ByteBuffer)", shown(buffer));
    on(calls.channel(), calls, told, channel -> channel.write(buffer));
    told.state("buffer", () -> shown(buffer));
  }

  private static void gather(Calls calls, Transcript told) throws IOException {
    ByteBuffer[] buffers = calls.buffers();
    told.name("write(ByteBuffer[])", shown(buffers));
    on(calls.channel(), calls, told, channel -> channel.write(buffers));
    told.state("buffers", () -> shown(buffers));
  }

  private static void gatherRange(Calls calls, Transcript told) throws IOException {
    ByteBuffer[] buffers = calls.buffers();
    int offset = calls.index();
    int length = calls.index();
    told.name("write(ByteBuffer[],int,int)", shown(buffers) + " " + offset + " " + length);
    on(calls.channel(), calls, told, channel -> channel.write(buffers, offset, length));
    told.state("buffers", () -> shown(buffers));
  }

  private static void writeAt(Calls calls, Transcript told) throws IOException {
    ByteBuffer buffer = calls.buffer();
    long position = calls.position();
    told.name("write(ByteBuffer,long)", shown(buffer) + " at " + position);
    on(calls.channel(), calls, told, channel -> channel.write(buffer, position));
    told.state("buffer", () -> shown(buffer));
  }

  private static void truncate(Calls calls, Transcript told) throws IOException {
    long size = calls.position();
    told.name("truncate", "" + size);
    on(calls.channel(), calls, told, channel -> channel.truncate(size) == channel);
  }

  private static void transferTo(Calls calls, Transcript told) throws IOException {
    long position = calls.position();
    long count = calls.count();
    told.name("transferTo", position + " " + count);
    try (FileChannel target = calls.oneIn(20) ? null : calls.channel()) {
      on(calls.channel(), calls, told, c -> c.transferTo(position, count, target));
      told.state("target", () -> target == null ? "none" : target.isOpen());
      told.state("target at", () -> target == null ? "none" : target.position());
    }
  }

  private static void transferFrom(Calls calls, Transcript told) throws IOException {
    long position = calls.position();
    long count = calls.count();
    told.name("transferFrom", position + " " + count);
    try (FileChannel source = calls.oneIn(20) ? null : calls.channel()) {
      on(calls.channel(), calls, told, c -> c.transferFrom(source, position, count));
      told.state("source", () -> source == null ? "none" : source.isOpen());
      told.state("source at", () -> source == null ? "none" : source.position());
    }
  }

  /** Rarely: much is copied. */
  private static void transferHuge(Calls calls, Transcript told) throws IOException {
    long position = calls.position();
    long count = calls.count();
    boolean to = calls.oneIn(2);
    if (!calls.oneIn(8)) {
      return;
    }
    told.name("transfer of a huge file", position + " " + count + " " + to);
    try (FileChannel huge = calls.hugeChannel()) {
      on(
          calls.channel(),
          calls,
          told,
          c -> to ? huge.transferTo(position, count, c) : c.transferFrom(huge, position, count));
      told.state("huge", () -> huge.isOpen() ? huge.position() : "closed");
    }
  }

  /** From a pipe that holds some bytes, or is at its end; and into one. */
  private static void transferPipe(Calls calls, Transcript told) throws IOException {
    byte[] bytes = new byte[1 + calls.random.nextInt(30_000)];
    long position = calls.position();
    long count = Math.min(calls.count(), 30_000);
    boolean to = calls.oneIn(2);
    told.name("transfer with a pipe", position + " " + count + " " + to + " " + bytes.length);
    Pipe pipe = Pipe.open();
    try (Pipe.SourceChannel source = pipe.source();
        Pipe.SinkChannel sink = pipe.sink()) {
      sink.write(ByteBuffer.wrap(bytes));
      source.configureBlocking(false);
      sink.configureBlocking(false);
      on(
          calls.channel(),
          calls,
          told,
          c -> to ? c.transferTo(position, count, sink) : c.transferFrom(source, position, count));
    }
  }

  static String shown(ByteBuffer... buffers) {
    if (buffers == null) {
      return "null";
    }
    return Arrays.stream(buffers)
        .map(b -> b == null ? "null" : b.position() + "/" + b.limit() + "/" + b.isReadOnly())
        .toList()
        .toString();
  }
}
