package io.holdstill.agent.journal;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Makes entries of bytes that may be damaged, or of another version. */
final class EntryCheck {
  private static final int LEAST = EntryDescriptor.HEAD_BYTES + EntryDescriptor.TAIL_BYTES;
  private static final int VERSION_AT = 4;
  private static final int KIND_AT = 5;
  private static final int NUMBER_AT = 8;
  private static final int LENGTH_AT = 16;

  /** The letters of the magic, without its digit. */
  private static final int LETTERS = 0xFFFFFF00;

  private EntryCheck() {}

  /** What the bytes begin with; null if its checksum does not fit. */
  static Entry entry(ByteBuffer document) {
    int length = length(document);
    if (length < 0) {
      return null;
    }
    int end = EntryDescriptor.HEAD_BYTES + length;
    if (EntryDescriptor.checksum(document.slice(0, end)) != document.getInt(end)) {
      return null;
    }
    ByteBuffer body = document.slice(EntryDescriptor.HEAD_BYTES, length).asReadOnlyBuffer();
    return new Entry(document.get(KIND_AT), document.getLong(NUMBER_AT), body);
  }

  /** Of the body of the entry that the bytes begin with; -1 if it cannot be. */
  private static int length(ByteBuffer document) {
    int length = document.limit() < LEAST ? -1 : document.getInt(LENGTH_AT);
    return length > document.limit() - LEAST ? -1 : length;
  }

  /** The entries behind the first; one that is damaged in its length takes them with it. */
  static ByteBuffer rest(ByteBuffer document) {
    int length = length(document);
    int end = length < 0 ? document.limit() : EntryDescriptor.aligned(LEAST + length);
    int left = document.limit() - end;
    return left < LEAST ? null : document.slice(end, left);
  }

  /** To be asked of a document whose checksum fits. */
  static void version(ByteBuffer document, Path segment) throws BadJournal {
    int magic = document.getInt(0);
    int version = document.get(VERSION_AT);
    if (magic != EntryDescriptor.MAGIC || version < 1 || version > EntryDescriptor.VERSION) {
      throw bad(magic, version, segment);
    }
  }

  /**
   * To be asked of the first document of a segment, though its checksum does not fit: another
   * version may have another rule for it.
   */
  static void first(ByteBuffer document, Path segment) throws BadJournal {
    if (document.limit() <= VERSION_AT) {
      throw bad(0, 0, segment);
    }
    version(document, segment);
  }

  private static BadJournal bad(int magic, int version, Path segment) {
    if ((magic & LETTERS) != (EntryDescriptor.MAGIC & LETTERS)) {
      return new BadJournal(
          segment
              + " is no segment of a journal: it does not begin as one; name the directory that"
              + " the option journal named");
    }
    return new BadJournal(
        segment
            + " was written in version "
            + (char) (magic & 0xFF)
            + "."
            + version
            + " of the journal's format, and this Holdstill reads up to 1."
            + EntryDescriptor.VERSION
            + "; use the Holdstill that wrote it");
  }
}
