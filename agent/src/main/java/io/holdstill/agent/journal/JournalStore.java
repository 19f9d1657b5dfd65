package io.holdstill.agent.journal;

import java.io.*;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.*;
import java.util.UUID;
import java.util.function.Consumer;

/** STAND-IN until the real one is merged. */
public final class JournalStore implements Scribe.Sink, AutoCloseable {
  private final FileChannel out;
  private final UUID session = UUID.randomUUID();
  private long last;

  private JournalStore(Path d) throws IOException {
    Files.createDirectories(d);
    out = FileChannel.open(d.resolve("flat"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    ByteBuffer b = ByteBuffer.allocate(40);
    b.putLong(session.getMostSignificantBits()).putLong(session.getLeastSignificantBits());
    b.putLong(0).putLong(0).putLong(1);
    append(EntryDescriptor.SESSION, 0, b.flip(), new byte[0][], 0);
  }

  static JournalStore open(Path d, Consumer<Throwable> f) throws IOException {
    return new JournalStore(d);
  }

  UUID session() {
    return session;
  }

  long lastNumber() {
    return last;
  }

  String trouble() {
    return "";
  }

  @Override
  public void append(int kind, long number, ByteBuffer head, byte[][] pages, int paged)
      throws IOException {
    ByteBuffer all = ByteBuffer.allocate(EntryDescriptor.HEAD_BYTES + head.remaining() + paged + 4);
    EntryDescriptor.head(all, kind, number, head.remaining() + paged);
    all.put(head);
    for (byte[] p : pages) {
      int n = Math.min(p.length, paged);
      all.put(p, 0, n);
      paged -= n;
    }
    all.putInt(EntryDescriptor.checksum(all.duplicate().flip()));
    all.flip();
    ByteBuffer len = ByteBuffer.allocate(4).putInt(all.remaining()).flip();
    out.write(len);
    out.write(all);
  }

  @Override
  public void tidy() {}

  @Override
  public void close() throws IOException {
    out.close();
  }
}
