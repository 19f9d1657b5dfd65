package io.holdstill.agent.replay;

import io.holdstill.agent.replay.Node.File;
import io.holdstill.agent.snapshot.ExactPaths;
import io.holdstill.agent.snapshot.Report;
import io.holdstill.agent.snapshot.ReportFields;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The report of a replay: what its base claims, of another instant. */
final class ReplayReport {
  private static final List<String> INHERITED =
      List.of("verdict", "level", "skipped", "unguarded", "notChecked");

  private ReplayReport() {}

  static Map<String, Object> of(
      Base base, Timeline timeline, long number, String destination, Sealing sealed) {
    Map<String, Object> fields = new LinkedHashMap<>(ReportFields.of(new Report()));
    INHERITED.forEach(name -> fields.put(name, base.report().get(name)));
    fields.put("destination", destination);
    fields.put("snapshotPoint", Instant.ofEpochMilli(millis(timeline, number)).toString());
    fields.put("group", number);
    fields.put("journal", base.session());
    fields.put("bareWrites", bare(timeline, number));
    fields.put("provider", "replay");
    fields.put("files", sealed.files());
    fields.put("bytes", sealed.bytes());
    fields.put("replayedGroups", timeline.groupsUntil(number));
    fields.put("journalEnded", timeline.survey().closed);
    fields.put("replayedFrom", String.valueOf(base.directory()));
    return fields;
  }

  /** What a further replay needs, beside the report. */
  static Map<String, Object> sealed(
      Map<String, Object> report, Base base, Layer layer, State state) {
    Map<String, Object> fields = new LinkedHashMap<>(report);
    fields.put(Bases.POINT, base.origin());
    fields.put(Bases.FILES, known(layer, state));
    return fields;
  }

  private static Map<String, Object> known(Layer layer, State state) {
    Map<String, Object> known = new TreeMap<>();
    for (Map.Entry<Long, File> each : state.files.entrySet()) {
      String name = layer.nameOf(each.getValue());
      if (name != null) {
        String base64 = Base64.getEncoder().encodeToString(ExactPaths.bytes(name));
        known.put(each.getKey().toString(), base64);
      }
    }
    return known;
  }

  /** Of the entry itself, if it is one that has a time of its own. */
  private static long millis(Timeline timeline, long number) {
    Survey survey = timeline.survey();
    long ended = timeline.at(number).endedMillis();
    return survey.marks.stream()
        .filter(mark -> mark.number() == number)
        .mapToLong(Survey.Marked::millis)
        .findFirst()
        .orElse(survey.points.getOrDefault(number, ended));
  }

  private static long bare(Timeline timeline, long number) {
    return timeline.points().stream()
        .filter(point -> point.bare() && point.number() <= number)
        .count();
  }
}
