package io.holdstill.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Lays the file out with every block at update 0. In writes of 4 KiB, one page each: a file that
 * came in large pieces can lie in large folios in the page cache, and 4 KiB overwrites of those are
 * ten times as dear on some kernels.
 */
final class FreshFile {
  private final StoreDescriptor store;
  private final long[] nothing;
  private final ByteBuffer block = ByteBuffer.allocateDirect(StoreDescriptor.PAGE);

  private FreshFile(StoreDescriptor store) {
    this.store = store;
    this.nothing = new long[store.threads()];
  }

  /** Fails if the file exists. */
  static void layOut(Path file, StoreDescriptor store) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      new FreshFile(store).writeTo(channel);
    }
  }

  private void writeTo(FileChannel channel) throws IOException {
    write(channel, store.header());
    int perPage = StoreDescriptor.PAGE / EntryDescriptor.BYTES;
    for (int first = 0; first < store.blocks(); first += perPage) {
      write(channel, indexPage(first, Math.min(first + perPage, store.blocks())));
    }
    for (int number = 0; number < store.blocks(); number++) {
      write(channel, fresh(number).rewind());
    }
  }

  private ByteBuffer indexPage(int from, int to) {
    ByteBuffer page = ByteBuffer.allocate(StoreDescriptor.PAGE);
    for (int number = from; number < to; number++) {
      int at = (number - from) * EntryDescriptor.BYTES;
      ByteBuffer entry = page.slice(at, EntryDescriptor.BYTES);
      EntryDescriptor.encode(entry, store, fresh(number), nothing, nothing);
    }
    return page;
  }

  private ByteBuffer fresh(int number) {
    BlockDescriptor.encode(block, store, number, 0, nothing);
    return block;
  }

  private static void write(FileChannel channel, ByteBuffer page) throws IOException {
    while (page.hasRemaining()) {
      channel.write(page);
    }
  }
}
