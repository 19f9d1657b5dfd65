package io.holdstill.agent.cli;

import io.holdstill.agent.journal.Entry;
import io.holdstill.agent.snapshot.ExactPaths;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A journal as names and values, for JSON and for the table alike. */
final class JournalObject {
  private JournalObject() {}

  static Map<String, Object> of(JournalTally tally, String directory, long bytesOnDisk) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("journal", directory);
    object.put("bytesOnDisk", bytesOnDisk);
    object.put("entries", tally.entries);
    object.put("firstNumber", tally.first);
    object.put("lastNumber", tally.last);
    object.put("missingEntries", tally.missing);
    object.put("groups", groups(tally));
    object.put("names", names(tally));
    object.put("sessions", tally.runs.stream().map(JournalObject::session).toList());
    object.put("files", files(tally));
    object.put("marks", tally.marks.stream().map(JournalObject::mark).toList());
    object.put("points", points(tally));
    object.put("gaps", tally.gaps.stream().map(JournalObject::gap).toList());
    return object;
  }

  private static Map<String, Object> groups(JournalTally tally) {
    Map<String, Object> object = named(tally.all);
    object.put("bare", tally.bare);
    object.put("abandoned", tally.abandoned);
    object.put("neverEnded", tally.neverEnded());
    return object;
  }

  private static Map<String, Object> named(JournalTally.Named named) {
    boolean any = named.operations > 0 || named.groups > 0;
    double seconds = any ? (named.lastMillis - named.firstMillis) / 1e3 : 0;
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("count", named.groups);
    object.put("operations", named.operations);
    object.put("bytes", named.bytes);
    object.put("begin", any ? time(named.firstMillis) : "");
    object.put("end", any ? time(named.lastMillis) : "");
    // Within one tick of the clock there is no rate that could be told.
    object.put(
        "groupsPerSecond", seconds > 0 ? Math.round(named.groups / seconds * 10) / 10.0 : null);
    object.put("bytesPerSecond", seconds > 0 ? Math.round(named.bytes / seconds) : null);
    return object;
  }

  private static List<Object> names(JournalTally tally) {
    List<Object> names = new ArrayList<>();
    tally.names.forEach(
        (name, named) -> {
          Map<String, Object> object = new LinkedHashMap<>();
          object.put("name", name);
          object.putAll(named(named));
          names.add(object);
        });
    return names;
  }

  private static Map<String, Object> session(JournalTally.Run run) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("session", run.session.id().toString());
    object.put("process", run.session.process());
    object.put("begun", time(run.session.begunMillis()));
    object.put("segments", run.segments);
    object.put("closed", run.closed);
    return object;
  }

  private static List<Object> files(JournalTally tally) {
    List<Object> files = new ArrayList<>();
    for (JournalTally.Run run : tally.runs) {
      for (JournalFiles.Known known : run.files.all()) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("session", run.session.id().toString());
        object.put("file", known.id);
        exact(object, "path", known.path);
        object.put("gone", known.gone);
        object.put("bytes", known.bytes);
        object.put("operations", known.operations);
        files.add(object);
      }
    }
    return files;
  }

  /** As in a manifest: readable text, and the exact bytes where that is not all. */
  static void exact(Map<String, Object> object, String name, String exact) {
    object.put(name, ExactPaths.readable(exact));
    if (!ExactPaths.isUtf8(exact)) {
      object.put(name + "Bytes", Base64.getEncoder().encodeToString(ExactPaths.bytes(exact)));
    }
  }

  private static Map<String, Object> mark(Entry.Mark mark) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("number", mark.number());
    object.put("time", time(mark.millis()));
    object.put("name", mark.name());
    return object;
  }

  private static List<Object> points(JournalTally tally) {
    List<Object> points = new ArrayList<>();
    tally.points.forEach(
        (number, millis) -> {
          Entry.Base base = tally.bases.get(number);
          Map<String, Object> object = new LinkedHashMap<>();
          object.put("number", number);
          object.put("time", time(millis));
          object.put("destination", base == null ? "" : base.destination());
          object.put("there", base != null && Files.isDirectory(Path.of(base.destination())));
          points.add(object);
        });
    return points;
  }

  private static Map<String, Object> gap(Entry.Gap gap) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("number", gap.number());
    object.put("lost", gap.lost());
    object.put("since", time(gap.sinceMillis()));
    object.put("until", time(gap.untilMillis()));
    object.put("reason", gap.reason());
    return object;
  }

  static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
