package io.holdstill.agent.cli;

import io.holdstill.agent.replay.Shown;
import java.util.ArrayList;
import java.util.List;

/** What a journal holds, for people; nothing that others named reaches the terminal as it is. */
final class JournalText {
  private final Fields journal;
  private final List<String> lines = new ArrayList<>();

  private JournalText(Fields journal) {
    this.journal = journal;
  }

  static List<String> of(Fields journal) {
    JournalText text = new JournalText(journal);
    text.write();
    return text.lines;
  }

  private void write() {
    headline();
    table("session", journal.records("sessions"), this::session);
    table(
        String.format("%10s %12s %10s  group", "groups", "bytes", "groups/s"),
        journal.records("names"),
        this::name);
    table(
        String.format("%10s %12s %10s  file", "id", "bytes", "operations"),
        journal.records("files"),
        this::file);
    table(
        String.format("%10s  %-24s mark", "number", "time"), journal.records("marks"), this::mark);
    table(
        String.format("%10s  %-24s snapshot", "number", "time"),
        journal.records("points"),
        this::point);
    table(String.format("%10s  gap", "number"), journal.records("gaps"), this::gap);
    list();
  }

  private void headline() {
    Fields all = journal.record("groups");
    add(
        "%s: entries %d to %d, %s, %s of writes, %s on the disk",
        journal.text("journal"),
        journal.number("firstNumber"),
        journal.number("lastNumber"),
        Quantities.count(all.number("count"), "group"),
        Quantities.bytes(all.number("bytes")),
        Quantities.bytes(journal.number("bytesOnDisk")));
    add(
        "from %s to %s; bare %d, abandoned %d, never ended %d",
        all.text("begin"),
        all.text("end"),
        all.number("bare"),
        all.number("abandoned"),
        all.number("neverEnded"));
    if (journal.number("missingEntries") > 0) {
      add(
          "damaged: %s dropped; what comes after cannot be replayed to from before",
          Quantities.count(journal.number("missingEntries"), "entry"));
    }
  }

  private interface Row {
    void add(Fields fields);
  }

  private void table(String heading, List<Fields> rows, Row row) {
    if (!rows.isEmpty()) {
      add("%s", "");
      add("%s", heading);
      rows.forEach(row::add);
    }
  }

  private void session(Fields session) {
    add(
        "%s, process %d, begun %s, %s, %s",
        session.text("session"),
        session.number("process"),
        session.text("begun"),
        Quantities.count(session.number("segments"), "segment"),
        session.truth("closed") ? "ended in order" : "open, or ended without notice");
  }

  private void name(Fields name) {
    String shown = name.text("name").isEmpty() ? "(no name)" : Shown.text(name.text("name"));
    add(
        "%10d %12s %10s  %s",
        name.number("count"),
        Quantities.bytes(name.number("bytes")),
        name.text("groupsPerSecond").isEmpty() ? "-" : name.text("groupsPerSecond"),
        shown);
  }

  private void file(Fields file) {
    add(
        "%10d %12s %10d  %s%s",
        file.number("file"),
        Quantities.bytes(file.number("bytes")),
        file.number("operations"),
        Shown.text(file.text("path")),
        file.truth("gone") ? " (gone)" : "");
  }

  private void mark(Fields mark) {
    add("%10d  %-24s %s", mark.number("number"), mark.text("time"), Shown.text(mark.text("name")));
  }

  private void point(Fields point) {
    String destination = Shown.text(point.text("destination"));
    String there = point.truth("there") ? "" : " (not there)";
    add(
        "%10d  %-24s %s",
        point.number("number"),
        point.text("time"),
        destination.isEmpty() ? "(not completed)" : destination + there);
  }

  private void gap(Fields gap) {
    add(
        "%10d  %d lost between %s and %s: %s",
        gap.number("number"),
        gap.number("lost"),
        gap.text("since"),
        gap.text("until"),
        Shown.text(gap.text("reason")));
  }

  private void list() {
    table(
        String.format("%10s  %-24s %12s  group", "number", "ended", "bytes"),
        journal.records("list"),
        this::group);
  }

  private void group(Fields group) {
    String name = group.text("name").isEmpty() ? "(no name)" : Shown.text(group.text("name"));
    add(
        "%10d  %-24s %12s  %s, thread %s%s",
        group.number("number"),
        group.text("ended"),
        Quantities.bytes(group.number("bytes")),
        name,
        Shown.text(group.text("thread")),
        group.truth("abandoned") ? " (abandoned)" : "");
  }

  private void add(String format, Object... values) {
    lines.add(Shown.text(String.format(format, values)));
  }
}
