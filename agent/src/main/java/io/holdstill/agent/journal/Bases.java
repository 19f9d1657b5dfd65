package io.holdstill.agent.journal;

import io.holdstill.agent.posix.OwnerOnly;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The snapshots that the journal can bring forward, kept beside it so that nobody must read all of
 * it to know them. Written before the BASE entry that they repeat: one too many keeps a segment too
 * long, one too few would lose it.
 *
 * <pre>
 * 0  int   magic "HSB1"
 * 4  int   how many
 * 8  that many times: long point, text destination
 * n  int   CRC-32C of all bytes before
 * </pre>
 */
final class Bases {
  private static final int MAGIC = 0x48534231;
  private static final String MANIFEST = "holdstill-manifest.json";
  private static final int POINT_AND_LENGTH = Long.BYTES + Short.BYTES;

  private record Known(long point, String destination) {}

  private final Path file;
  private List<Known> known;

  private Bases(Path file, List<Known> known) {
    this.file = file;
    this.known = known;
  }

  /** Of a journal; where its list is missing or damaged, all entries are read. */
  static Bases of(Path journal) throws IOException {
    Path file = journal.resolve(SegmentFiles.BASES);
    List<Known> known = stored(file);
    return new Bases(file, known == null ? scanned(journal) : known);
  }

  private static List<Known> stored(Path file) throws IOException {
    try {
      ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file));
      int end = in.limit() - EntryDescriptor.TAIL_BYTES;
      if (end < 0 || EntryDescriptor.checksum(in.slice(0, end)) != in.getInt(end)) {
        return null;
      }
      List<Known> known = new ArrayList<>();
      if (in.getInt() != MAGIC) {
        return null;
      }
      for (int i = in.getInt(); i > 0; i--) {
        known.add(new Known(in.getLong(), Entry.text(in)));
      }
      return known;
    } catch (NoSuchFileException | BufferUnderflowException e) {
      return null; // the journal itself is asked
    }
  }

  private static List<Known> scanned(Path journal) throws IOException {
    List<Known> known = new ArrayList<>();
    try (JournalReader all = JournalReader.open(journal)) {
      for (Entry entry = all.next(); entry != null; entry = all.next()) {
        if (entry.kind() == EntryDescriptor.BASE) {
          known.add(read(entry.body().duplicate()));
        }
      }
    }
    return known;
  }

  private static Known read(ByteBuffer body) {
    return new Known(body.getLong(), Entry.text(body));
  }

  /** Takes what it needs of the body of a BASE entry. */
  void add(ByteBuffer head, List<byte[]> pages, int paged) throws IOException {
    int most = Math.min(head.remaining() + paged, POINT_AND_LENGTH + 0xFFFF);
    ByteBuffer body = ByteBuffer.allocate(Math.max(most, head.remaining()));
    body.put(head.duplicate());
    for (int i = 0; body.position() < most; i++) {
      byte[] page = pages.get(i);
      body.put(page, 0, Math.min(page.length, most - body.position()));
    }
    known.add(read(body.flip()));
    try {
      save();
    } catch (IOException e) {
      known.remove(known.size() - 1);
      throw new JournalFull("the list of snapshots cannot be written: " + e.getMessage(), e);
    }
  }

  /** The least point after the given one whose snapshot is still there. */
  long firstNeeded(long after) {
    long first = Long.MAX_VALUE;
    for (Known each : known) {
      if (each.point > after && each.point < first && isThere(each.destination)) {
        first = each.point;
      }
    }
    return first;
  }

  private static boolean isThere(String destination) {
    try {
      return Files.exists(Path.of(destination).resolve(MANIFEST));
    } catch (InvalidPathException e) {
      return true; // a name that cannot be looked up: better a segment too many
    }
  }

  /** Those that the journal cannot bring forward any more: their points have been cleared away. */
  void forget(long until) throws IOException {
    List<Known> left = new ArrayList<>(known);
    if (left.removeIf(each -> each.point <= until)) {
      known = left;
      save();
    }
  }

  private void save() throws IOException {
    int length = 2 * Integer.BYTES + EntryDescriptor.TAIL_BYTES;
    List<byte[]> names = new ArrayList<>();
    for (Known each : known) {
      byte[] name = each.destination.getBytes(StandardCharsets.UTF_8);
      names.add(name);
      length += POINT_AND_LENGTH + name.length;
    }
    ByteBuffer out = ByteBuffer.allocate(length).putInt(MAGIC).putInt(known.size());
    for (int i = 0; i < names.size(); i++) {
      byte[] name = names.get(i);
      out.putLong(known.get(i).point).putShort((short) name.length).put(name);
    }
    out.putInt(EntryDescriptor.checksum(out.duplicate().flip()));
    Path fresh = file.resolveSibling(SegmentFiles.BASES + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(fresh, OwnerOnly.FILE);
    Files.write(fresh, out.array());
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
