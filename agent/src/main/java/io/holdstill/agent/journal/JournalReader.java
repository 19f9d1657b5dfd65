package io.holdstill.agent.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** Reads a journal from its oldest entry on; it may be growing meanwhile. */
public interface JournalReader extends Closeable {
  /**
   * The next entry in order, or null at the (present) end.
   *
   * @throws BadJournal if what follows was written by another version, or is no journal
   */
  Entry next() throws IOException;

  /** Entries so far whose checksum did not fit, and that were dropped. */
  long dropped();

  @Override
  void close();

  static JournalReader open(Path directory) throws IOException {
    java.io.DataInputStream in =
        new java.io.DataInputStream(
            new java.io.BufferedInputStream(
                java.nio.file.Files.newInputStream(directory.resolve("flat"))));
    return new JournalReader() {
      public Entry next() throws IOException {
        byte[] b;
        try {
          b = new byte[in.readInt()];
          in.readFully(b);
        } catch (java.io.EOFException e) {
          return null;
        }
        java.nio.ByteBuffer all = java.nio.ByteBuffer.wrap(b);
        return new Entry(all.get(5), all.getLong(8), all.slice(20, all.getInt(16)));
      }

      public long dropped() {
        return 0;
      }

      public void close() {}
    };
  }
}
