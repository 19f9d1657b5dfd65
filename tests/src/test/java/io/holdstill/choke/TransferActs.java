package io.holdstill.choke;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** From one channel to another, where no write is to be seen. */
final class TransferActs {
  private TransferActs() {}

  static Map<String, Plot.Act> table() {
    Map<String, Plot.Act> table = new LinkedHashMap<>();
    table.put("transferFrom(file)", TransferActs::fromFile);
    table.put("transferFrom(pipe)", TransferActs::fromPipe);
    table.put("transferFrom(socket)", TransferActs::fromSocket);
    table.put("transferFrom(stream)", TransferActs::fromStream);
    table.put("transferTo(file)", TransferActs::toFile);
    table.put("transferTo(appending)", TransferActs::toAppending);
    return table;
  }

  /** A range of another file. */
  private static void fromFile(Plot plot) throws IOException {
    String target = plot.file();
    String source = plot.otherThan(target);
    int from = plot.random.nextInt(plot.size(source) + 1);
    byte[] bytes = range(plot, source, from);
    int at = Math.min(plot.position(target, bytes.length), plot.size(target));
    plot.channel(source).position(from);
    long done = plot.channel(target).transferFrom(plot.channel(source), at, bytes.length);
    require(done, bytes.length);
    plot.wrote(target, at, bytes);
  }

  private static void toFile(Plot plot) throws IOException {
    String target = plot.file();
    String source = plot.otherThan(target);
    int from = plot.random.nextInt(plot.size(source) + 1);
    byte[] bytes = range(plot, source, from);
    int at = plot.position(target, bytes.length);
    plot.channel(target).position(at);
    long done = plot.channel(source).transferTo(from, bytes.length, plot.channel(target));
    require(done, bytes.length);
    plot.wrote(target, at, bytes);
  }

  private static void toAppending(Plot plot) throws IOException {
    String target = plot.fileWithRoom();
    String source = plot.otherThan(target);
    int from = plot.random.nextInt(plot.size(source) + 1);
    byte[] bytes = range(plot, source, from);
    try (FileChannel channel = FileChannel.open(plot.path(target), StandardOpenOption.APPEND)) {
      require(plot.channel(source).transferTo(from, bytes.length, channel), bytes.length);
    }
    plot.wrote(target, plot.size(target), bytes);
  }

  private static byte[] range(Plot plot, String source, int from) {
    int most = Math.min(plot.size(source) - from, Plot.MOST_BYTES);
    int count = most == 0 ? 0 : plot.random.nextInt(most) + 1;
    return Arrays.copyOfRange(plot.content(source), from, from + count);
  }

  private static void fromStream(Plot plot) throws IOException {
    byte[] bytes = plot.bytes();
    transfer(plot, Channels.newChannel(new ByteArrayInputStream(bytes)), bytes);
  }

  private static void transfer(Plot plot, ReadableByteChannel source, byte[] bytes)
      throws IOException {
    String target = plot.file();
    int at = Math.min(plot.position(target, bytes.length), plot.size(target));
    long done = 0;
    while (done < bytes.length) {
      done += plot.channel(target).transferFrom(source, at + done, bytes.length - done);
    }
    plot.wrote(target, at, bytes);
  }

  private static void fromPipe(Plot plot) throws IOException {
    byte[] bytes = plot.bytes();
    Pipe pipe = Pipe.open();
    try (Pipe.SourceChannel source = pipe.source();
        Pipe.SinkChannel sink = pipe.sink()) {
      feed(sink, bytes);
      transfer(plot, source, bytes);
    }
  }

  private static void fromSocket(Plot plot) throws IOException {
    byte[] bytes = plot.bytes();
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (ServerSocketChannel server = ServerSocketChannel.open().bind(any);
        SocketChannel peer = SocketChannel.open(server.getLocalAddress());
        SocketChannel accepted = server.accept()) {
      feed(peer, bytes);
      transfer(plot, accepted, bytes);
    }
  }

  /** Fits into the kernel's buffers: nobody need read meanwhile. */
  private static void feed(WritableByteChannel sink, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      sink.write(buffer);
    }
  }

  private static void require(long done, long wanted) {
    if (done != wanted) {
      throw new AssertionError(done + " bytes were transferred, not " + wanted);
    }
  }
}
