package io.holdstill.agent.journal;

import io.holdstill.agent.posix.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What lies in a journal's directory:
 *
 * <pre>
 * journal.lock             locked by the JVM that writes, and holds its process id
 * journal.bases            the snapshots whose replay needs the journal ({@link Bases})
 * segment-00000001/        numbered from 1; the oldest are removed, the newest is written
 *   19700101F.cq4          the entries: Chronicle's file of the one cycle there is
 *   metadata.cq4t          Chronicle's locks and listing
 * lost-from-4711           empty; from that entry on nothing could be written, not even a gap
 * </pre>
 */
final class SegmentFiles {
  static final String LOCK = "journal.lock";
  static final String BASES = "journal.bases";
  static final String ENTRIES = "19700101F.cq4";
  static final String TABLE = "metadata.cq4t";

  private static final Pattern LOST = Pattern.compile("lost-from-(\\d{1,18})");
  private static final Pattern NAME = Pattern.compile("segment-(\\d{8,18})");

  private SegmentFiles() {}

  static Path of(Path journal, long number) {
    return journal.resolve(String.format("segment-%08d", number));
  }

  /** The segments by their numbers. */
  static NavigableMap<Long, Path> in(Path journal) throws IOException {
    return numbered(journal, "segment-*", NAME);
  }

  private static NavigableMap<Long, Path> numbered(Path journal, String glob, Pattern pattern)
      throws IOException {
    NavigableMap<Long, Path> found = new TreeMap<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(journal, glob)) {
      for (Path each : all) {
        Matcher name = pattern.matcher(each.getFileName().toString());
        if (name.matches()) {
          found.put(Long.parseLong(name.group(1)), each);
        }
      }
    }
    return found;
  }

  static void losing(Path journal, long number) throws IOException {
    recovered(journal);
    Files.createFile(journal.resolve("lost-from-" + number), OwnerOnly.FILE);
  }

  static void recovered(Path journal) throws IOException {
    for (Path each : lost(journal).values()) {
      Files.deleteIfExists(each);
    }
  }

  /** By the numbers of the entries that were lost first. */
  static NavigableMap<Long, Path> lost(Path journal) throws IOException {
    return numbered(journal, "lost-from-*", LOST);
  }

  /** Makes the directory of a journal, or finds that it may be one. */
  static void prepare(Path journal) throws IOException {
    if (!Files.exists(journal, LinkOption.NOFOLLOW_LINKS)) {
      Path parent = journal.toAbsolutePath().getParent();
      if (!Files.isDirectory(parent)) {
        throw new IOException(
            "the journal " + journal + " cannot be made: make the directory " + parent + " first");
      }
      Files.createDirectory(journal, OwnerOnly.DIRECTORY);
    } else if (!Files.isDirectory(journal)) {
      throw new BadJournal(journal + " is no directory; name one for the journal");
    } else if (!isEmpty(journal) && !isJournal(journal)) {
      throw new BadJournal(
          journal + " holds other things than a journal; name an empty directory, or a new one");
    }
  }

  static boolean isEmpty(Path directory) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
      return !all.iterator().hasNext();
    }
  }

  static boolean isJournal(Path directory) throws IOException {
    return Files.exists(directory.resolve(LOCK)) || !in(directory).isEmpty();
  }

  /** Its entries, to the device. */
  static void force(Path segment) throws IOException {
    try (FileChannel entries =
        FileChannel.open(segment.resolve(ENTRIES), StandardOpenOption.READ)) {
      entries.force(true);
    } catch (NoSuchFileException gone) {
      return; // cleared away since: there is nothing to keep
    }
  }

  /** Its bytes, and 0 for one that has gone. */
  static long bytes(Path segment) throws IOException {
    long sum = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(segment)) {
      for (Path file : files) {
        sum += Files.size(file);
      }
    } catch (NoSuchFileException gone) {
      return 0; // somebody cleared it away, which is nothing to fail for
    }
    return sum;
  }

  /** Entries first: a segment without them is passed over by everybody. */
  static void delete(Path segment) throws IOException {
    Files.deleteIfExists(segment.resolve(ENTRIES));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(segment)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(segment);
  }
}
