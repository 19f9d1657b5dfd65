package io.holdstill.agent.cli;

import io.holdstill.agent.fuzz.Fuzz;
import io.holdstill.agent.journal.Entry;
import io.holdstill.agent.journal.EntryDescriptor;
import io.holdstill.agent.journal.JournalReader;
import io.holdstill.agent.replay.MemoryJournal;
import io.holdstill.agent.replay.Ops;
import io.holdstill.agent.snapshot.ReportFixture;
import io.holdstill.agent.snapshot.SnapshotFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged manifests that are sealed again, entries whose checksums fit and that make no sense, and
 * whatever may be written behind {@code --until}: each command ends as it says it does, says why,
 * and leaves nothing.
 */
class ReplayFuzzTest {
  private static final List<Integer> VERIFIED = List.of(Exit.DONE, Exit.REFUSED);
  private static final List<Integer> REPLAYED = List.of(Exit.DONE, Exit.USAGE, Exit.REFUSED);

  private static final long LONG = 64 << 20;

  @TempDir Path directory;
  private Path snapshot;

  @BeforeEach
  void snapshot() throws IOException {
    snapshot = directory.resolve("today");
    Files.createDirectories(snapshot.resolve("data/sub"));
    Files.writeString(snapshot.resolve("data/a"), "aaaa");
    Files.writeString(snapshot.resolve("data/sub/b"), "bbbb");
    Files.createLink(snapshot.resolve("data/hard"), snapshot.resolve("data/a"));
    Files.createSymbolicLink(snapshot.resolve("data/link"), Path.of("a"));
    SnapshotFixture.seal(
        snapshot,
        ReportFixture.journalled(
            ReportFixture.consistent("/backup/today", "group"),
            MemoryJournal.SESSION.toString(),
            2));
  }

  private static MemoryJournal journal() {
    MemoryJournal journal = new MemoryJournal().session();
    journal.group("before", new Ops().write(1, 7, 0, "aaaa")).point();
    return journal.base(
        2, "/backup/today", Map.of("data", "/srv/data"), List.of("**/*.log"), Map.of(7L, "data/a"));
  }

  private static MemoryJournal after(MemoryJournal journal) {
    journal.group("put", new Ops().write(10, 7, 1, "XX"));
    journal.mark("half");
    journal.group(
        "more",
        new Ops()
            .create(11, 9, "/srv/data/new")
            .write(12, 9, 0, "new")
            .length(13, 9, 2)
            .directory(14, "/srv/data/d")
            .symlink(15, "/srv/data/d/l", "../a")
            .rename(16, "/srv/data/sub/b", "/srv/data/d/b")
            .link(17, 7, "/srv/data/again")
            .delete(18, "/srv/data/hard")
            .force(19, 9));
    journal.part(5, 5, new Ops().bind(20, 8, "/srv/data/d/b").write(21, 8, 0, "o"));
    journal.lastPart(5, 5, new Ops().write(22, 8, 1, "ne"));
    return journal;
  }

  @Test
  void manifests() throws Exception {
    byte[] good = Files.readAllBytes(snapshot.resolve("holdstill-manifest.json"));
    String text = Fuzz.text(good);
    byte[] body = Fuzz.bytes(text.substring(0, text.lastIndexOf("\"checksum\"")));
    List<String> words = new ArrayList<>(List.of(text.split("(?<=[,:\\[{])|(?=[,:\\]}])")));
    words.add("data/link/");
    Fuzz.of("manifest", List.of(body), words)
        .oneIn(4)
        .run(
            input -> {
              Files.write(
                  snapshot.resolve("holdstill-manifest.json"), SnapshotFixture.sealed(input));
              String[] verify = {"verify", "today", "--require", "group"};
              String[] replay = {"replay", "today", "--journal", "j", "--to", "new"};
              refuse(VERIFIED, Run.of(directory, verify));
              refuse(REPLAYED, Run.of(directory, any -> after(journal()), replay));
            },
            ReplayFuzzTest::said);
  }

  @Test
  void untilWhat() throws InterruptedException {
    MemoryJournal journal = after(journal());
    List<String> seeds =
        List.of("4", "half", "1970-01-01T00:00:04Z", "2026-11-25 17:00:00", "+01:00", "1e3");
    Fuzz.ofText("until", seeds, List.of("T", "Z", "-", "+999999999-12-31T23:59:59Z", "half"))
        .oneIn(4)
        .run(
            input -> {
              String[] line = {
                "replay", "today", "--journal", "j", "--to", "new", "--until=" + Fuzz.text(input)
              };
              refuse(REPLAYED, Run.of(directory, any -> journal, line));
            },
            ReplayFuzzTest::said);
  }

  /** All entries of a journal, one of them damaged; their checksums, which come first, fit. */
  @Test
  void entries() throws Exception {
    List<Entry> good = new ArrayList<>();
    try (JournalReader reader = after(journal()).open()) {
      for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
        good.add(entry);
      }
    }
    List<byte[]> seeds = new ArrayList<>();
    for (int i = 0; i < good.size(); i++) {
      ByteArrayOutputStream seed = new ByteArrayOutputStream();
      seed.write(i);
      byte[] body = new byte[good.get(i).body().remaining()];
      good.get(i).body().duplicate().get(body);
      seed.writeBytes(body);
      seeds.add(seed.toByteArray());
    }
    Fuzz.of("entries", seeds, List.of("/srv/data/", "/srv/data/../x", "\u00ff\u00ff"))
        .oneIn(10)
        .run(
            input -> {
              int at = input.length == 0 ? 0 : (input[0] & 0xff) % good.size();
              List<Entry> entries = new ArrayList<>(good);
              byte[] body = input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
              Entry whole = good.get(at);
              entries.set(at, new Entry(whole.kind(), whole.number(), ByteBuffer.wrap(body)));
              if (huge(entries.get(at))) {
                return; // a file may be so long, and to digest it takes its time
              }
              Journals journals = any -> () -> new ListReader(entries);
              String[] list = {"journal", "j", "--groups"};
              String[] one = {"journal", "j", "--group", "" + whole.number()};
              String[] replay = {"replay", "today", "--journal", "j", "--to", "new"};
              refuse(List.of(Exit.DONE, Exit.REFUSED), Run.of(directory, journals, list));
              refuse(
                  List.of(Exit.DONE, Exit.FAILED, Exit.REFUSED), Run.of(directory, journals, one));
              refuse(REPLAYED, Run.of(directory, journals, replay));
            },
            ReplayFuzzTest::said);
  }

  private static boolean huge(Entry entry) {
    try {
      boolean group = entry.kind() == EntryDescriptor.GROUP || entry.kind() == EntryDescriptor.PART;
      return group
          && entry.group().decoded().stream().anyMatch(op -> op.value() > LONG || op.value() < 0);
    } catch (IllegalArgumentException senseless) {
      return false;
    }
  }

  /** The end of a command that did not go well, as an exception whose message it said. */
  private static final class Ended extends Exception {
    private static final long serialVersionUID = 1;

    Ended(String message) {
      super(message);
    }
  }

  private static String said(Throwable thrown) {
    return thrown instanceof Ended ? thrown.getMessage() : null;
  }

  private void refuse(List<Integer> meant, Run run) throws IOException, Ended {
    boolean made = Files.exists(directory.resolve("new"));
    remove(directory.resolve("new"));
    try (Stream<Path> all = Files.list(directory)) {
      if (all.anyMatch(path -> !path.equals(snapshot))) {
        throw new AssertionError("it left something: " + run);
      }
    }
    if (!meant.contains(run.exit()) || made && run.exit() != Exit.DONE) {
      throw new AssertionError(run.toString());
    }
    if (run.exit() != Exit.DONE) {
      throw new Ended((run.out() + run.err()).strip());
    }
  }

  private static void remove(Path path) throws IOException {
    if (Files.exists(path)) {
      try (Stream<Path> all = Files.walk(path)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  private static final class ListReader implements JournalReader {
    private final List<Entry> entries;
    private int next;

    ListReader(List<Entry> entries) {
      this.entries = entries;
    }

    @Override
    public Entry next() {
      return next < entries.size() ? entries.get(next++) : null;
    }

    @Override
    public long dropped() {
      return 0;
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
