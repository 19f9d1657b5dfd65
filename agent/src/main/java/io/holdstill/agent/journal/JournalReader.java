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

  /**
   * Opens a journal that somebody may be writing meanwhile. It is neither written to nor locked; a
   * file or a directory that may only be read will do.
   *
   * @throws BadJournal if the directory is no journal
   */
  static JournalReader open(Path directory) throws IOException {
    return new StoredJournal(directory);
  }
}
