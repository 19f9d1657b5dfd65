package io.holdstill.agent.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** All segments in order, one after the other. Nothing is locked, and nothing written. */
final class StoredJournal implements JournalReader {
  private final Path directory;
  private SegmentReader segment;
  private long number;
  private long dropped;

  StoredJournal(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new BadJournal(directory + " is no directory; name one that the option journal named");
    }
    if (!SegmentFiles.isJournal(directory)) {
      throw new BadJournal(
          directory + " is no journal: it has no segment; name one that the option journal named");
    }
    this.directory = directory;
  }

  @Override
  public Entry next() throws IOException {
    while (true) {
      Entry entry = segment == null ? null : segment.next();
      if (entry != null) {
        return entry;
      }
      Map.Entry<Long, Path> newer = SegmentFiles.in(directory).higherEntry(number);
      if (newer == null) {
        return null;
      }
      // The writer had finished this one before it made the newer, but perhaps after our look.
      entry = segment == null ? null : segment.next();
      if (entry != null) {
        return entry;
      }
      if (!advance(newer)) {
        return null;
      }
    }
  }

  /** False if the segment is the newest and its file is not there yet. */
  private boolean advance(Map.Entry<Long, Path> to) throws IOException {
    SegmentReader opened;
    try {
      opened = new SegmentReader(to.getValue());
    } catch (NoSuchFileException absent) {
      if (SegmentFiles.in(directory).higherKey(to.getKey()) == null) {
        return false;
      }
      opened = null; // cleared away, or never begun: there is a newer one
    }
    leave();
    segment = opened;
    number = to.getKey();
    return true;
  }

  private void leave() throws IOException {
    if (segment != null) {
      dropped += segment.dropped();
      segment.close();
      segment = null;
    }
  }

  @Override
  public long dropped() {
    return dropped + (segment == null ? 0 : segment.dropped());
  }

  @Override
  public void close() {
    try {
      leave();
    } catch (IOException e) {
      throw new IllegalStateException(
          directory + ": a file that was only read cannot be closed", e);
    }
  }
}
