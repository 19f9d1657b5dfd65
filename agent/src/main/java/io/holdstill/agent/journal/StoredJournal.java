package io.holdstill.agent.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
  private long last;
  private boolean ended;

  StoredJournal(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new BadJournal(directory + " is no directory; name one that the option journal named");
    }
    if (!SegmentFiles.isJournal(directory)) {
      throw new BadJournal(
          directory
              + " is no journal: it "
              + (SegmentFiles.isEmpty(directory) ? "is empty" : "has no segment")
              + "; name one that the option journal named");
    }
    this.directory = directory;
  }

  @Override
  public Entry next() throws IOException {
    if (ended) {
      return null;
    }
    Entry entry = stored();
    if (entry != null) {
      last = Math.max(last, entry.number());
      return entry;
    }
    entry = lost();
    ended = entry != null;
    return entry;
  }

  /** A gap that there was no space for; told by a file's name. */
  private Entry lost() throws IOException {
    Map.Entry<Long, Path> lost = SegmentFiles.lost(directory).higherEntry(last);
    if (lost == null) {
      return null;
    }
    byte[] reason =
        "at least; from there on the journal could not be written, nor that said"
            .getBytes(StandardCharsets.UTF_8);
    long since = Files.getLastModifiedTime(lost.getValue()).toMillis();
    ByteBuffer body = ByteBuffer.allocate(3 * Long.BYTES + Short.BYTES + reason.length);
    body.putLong(1).putLong(since).putLong(since).putShort((short) reason.length).put(reason);
    return new Entry(EntryDescriptor.GAP, lost.getKey(), body.flip());
  }

  private Entry stored() throws IOException {
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
