package io.holdstill.agent.replay;

import io.holdstill.agent.journal.Entry;
import io.holdstill.agent.journal.EntryDescriptor;
import io.holdstill.agent.journal.JournalReader;
import io.holdstill.agent.snapshot.ExactPaths;
import io.holdstill.agent.snapshot.Manifest;
import io.holdstill.agent.snapshot.ManifestEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the place in a journal that a snapshot, or a plain copy, belongs to. */
public final class Bases {
  /** In the manifest of a replay: the point of the snapshot that its line began with. */
  static final String POINT = "journalPoint";

  /** In the manifest of a replay: the files that the journal knew. */
  static final String FILES = "journalFiles";

  private Bases() {}

  /**
   * A snapshot or the result of an earlier replay, by its manifest.
   *
   * @throws ReplayRefused if the journal does not hold its point
   */
  public static Base ofManifest(Path directory, JournalSource journal) throws IOException {
    List<ManifestEntry> entries = new ArrayList<>();
    Map<String, Object> report = Manifest.read(directory.resolve(Manifest.FILE_NAME), entries::add);
    try {
      return ofManifest(directory, entries, report, journal);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new ReplayRefused(
          directory
              + ": its manifest names a place in the journal that is none ("
              + e.getMessage()
              + "); name a snapshot as Holdstill made it");
    }
  }

  private static Base ofManifest(
      Path directory,
      List<ManifestEntry> entries,
      Map<String, Object> report,
      JournalSource journal)
      throws IOException {
    String session = String.valueOf(report.getOrDefault("journal", ""));
    if (session.isEmpty()) {
      throw new ReplayRefused(
          directory
              + ": the snapshot was taken without a journal, so no journal can bring it forward;"
              + " take one while journal= is on");
    }
    long at = number(report.get("group"));
    boolean replayed = report.containsKey(POINT);
    long origin = replayed ? number(report.get(POINT)) : at;
    Found found = find(journal, session, origin, directory);
    return new Base(
        session,
        origin,
        at,
        replayed ? millis(report) : found.millis(),
        directory,
        entries,
        found.base().roots().stream().map(Bases::source).toList(),
        found.base().excludes(),
        replayed ? known(report) : known(found.base()),
        report);
  }

  /**
   * A plain copy of one directory, or nothing at all.
   *
   * @param directory null where the source was empty
   * @param source the absolute path that it is a copy of
   * @param from the entry up to which the journal is in it, or -1: the journal's beginning
   */
  public static Base ofPlain(Path directory, String source, long from, JournalSource journal)
      throws IOException {
    return ofPlain(directory, source, from, List.of(), journal);
  }

  /**
   * As {@link #ofPlain(Path, String, long, JournalSource)}.
   *
   * @param excludes globs of names that do not belong to it
   */
  static Base ofPlain(
      Path directory, String source, long from, List<String> excludes, JournalSource journal)
      throws IOException {
    Entry.Session session = null;
    long at = Math.max(0, from);
    try (JournalReader reader = journal.open()) {
      for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
        boolean begins = entry.kind() == EntryDescriptor.SESSION;
        if (session != null && (from < 0 || entry.number() > from)) {
          break;
        }
        session = begins ? entry.session() : session;
        at = from < 0 ? entry.number() : at;
      }
    }
    if (session == null) {
      throw new ReplayRefused("the journal is empty; name one that was recorded to");
    }
    return new Base(
        session.id().toString(),
        at,
        at,
        session.begunMillis(),
        directory,
        directory == null ? List.of() : new PlainCopy(directory, excludes).entries(),
        List.of(new Base.Source("", source)),
        excludes,
        Map.of(),
        Map.of());
  }

  /** A base and the time of its point. */
  private record Found(Entry.Base base, long millis) {}

  private static Found find(JournalSource journal, String session, long point, Path directory)
      throws IOException {
    boolean seen = false;
    boolean here = false;
    long millis = 0;
    try (JournalReader reader = journal.open()) {
      for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
        if (entry.kind() == EntryDescriptor.SESSION) {
          here = entry.session().id().toString().equals(session);
          seen |= here;
        } else if (here && entry.kind() == EntryDescriptor.BASE && entry.base().point() == point) {
          return new Found(entry.base(), millis);
        } else if (here && entry.kind() == EntryDescriptor.POINT && entry.point() == point) {
          millis = entry.millis();
        }
      }
    }
    throw new ReplayRefused(
        seen
            ? directory
                + ": the journal has its session, but not the snapshot of entry "
                + point
                + " (lost, or cleared away); take a new snapshot to replay from"
            : directory
                + ": the snapshot belongs to the journal's session "
                + Shown.text(session)
                + ", which this journal does not have; name the journal that was on then");
  }

  private static Base.Source source(Entry.Root root) {
    return new Base.Source(
        Names.requireOne(ExactPaths.exact(root.name())), Names.of(root.source()));
  }

  private static Map<Long, String> known(Entry.Base base) {
    Map<Long, String> known = new HashMap<>();
    base.files().forEach(file -> known.put(file.file(), ExactPaths.exact(file.path())));
    return known;
  }

  private static Map<Long, String> known(Map<String, Object> report) {
    Map<Long, String> known = new HashMap<>();
    if (report.get(FILES) instanceof Map<?, ?> files) {
      files.forEach(
          (id, path) ->
              known.put(
                  Long.valueOf(id.toString()),
                  ExactPaths.exact(Base64.getDecoder().decode(path.toString()))));
    }
    return known;
  }

  /** Of a manifest that a replay has written. */
  private static long millis(Map<String, Object> report) {
    return Instant.parse(String.valueOf(report.get("snapshotPoint"))).toEpochMilli();
  }

  private static long number(Object field) {
    return field instanceof Number number ? number.longValue() : 0;
  }
}
