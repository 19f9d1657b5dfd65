package io.holdstill.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.agent.replay.MemoryJournal;
import io.holdstill.agent.replay.Ops;
import io.holdstill.agent.snapshot.ReportFixture;
import io.holdstill.agent.snapshot.SnapshotFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A snapshot and a journal that somebody else wrote, given to {@code verify} and {@code replay}:
 * nothing outside of it is read into the result, and what is wrong is said on one line.
 */
class HostileManifestTest {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  @TempDir Path directory;
  private Path snapshot;
  private Path secrets;
  private final MemoryJournal journal = new MemoryJournal().session();

  @BeforeEach
  void lay() throws IOException {
    secrets = Files.createDirectory(directory.resolve("secrets"));
    Files.writeString(secrets.resolve("a"), "aaaa"); // so that a digest of it would fit
    snapshot = directory.resolve("today");
    Files.createDirectories(snapshot.resolve("data/sub"));
    Files.writeString(snapshot.resolve("data/sub/a"), "aaaa");
    Files.createLink(snapshot.resolve("data/hard"), snapshot.resolve("data/sub/a"));
    Files.createSymbolicLink(snapshot.resolve("data/link"), Path.of("sub/a"));
    SnapshotFixture.seal(
        snapshot,
        ReportFixture.journalled(
            ReportFixture.consistent("/backup/today", "group"),
            MemoryJournal.SESSION.toString(),
            1));
    journal.point();
    journal.base(1, "/backup/today", Map.of("data", "/srv/data"), List.of(), Map.of());
  }

  private Run verify(String... more) {
    return run("verify", "today", more);
  }

  private Run replay(String... more) {
    String[] all = {"--journal", "j", "--to", "new"};
    String[] line = java.util.Arrays.copyOf(all, all.length + more.length);
    System.arraycopy(more, 0, line, all.length, more.length);
    return run("replay", "today", line);
  }

  private Run run(String command, String argument, String... more) {
    String[] line = new String[more.length + 2];
    line[0] = command;
    line[1] = argument;
    System.arraycopy(more, 0, line, 2, more.length);
    return assertTimeoutPreemptively(LONGEST, () -> Run.of(directory, any -> journal, line));
  }

  private void assertRefused(String message) {
    Run verified = verify();
    assertEquals(Exit.REFUSED, verified.exit(), verified::toString);
    assertTrue(verified.out().contains(message), verified::toString);
    assertNotReplayed();
  }

  private void assertNotReplayed() {
    Run replayed = replay();
    assertEquals(Exit.REFUSED, replayed.exit(), replayed::toString);
    assertFalse(replayed.err().contains("a fault of holdstill"), replayed::toString);
    assertFalse(Files.exists(directory.resolve("new")));
    assertFalse(Files.exists(directory.resolve("new.partial")));
  }

  private void reseal(UnaryOperator<String> change) throws IOException {
    SnapshotFixture.reseal(snapshot, change);
  }

  @Test
  void asItWasSealedItIsGood() {
    assertEquals(Exit.DONE, verify().exit());
    Run replayed = replay();
    assertEquals(Exit.DONE, replayed.exit(), replayed::toString);
  }

  @Test
  void pathsThatLeadOutAreRefused() throws IOException {
    String good = Files.readString(snapshot.resolve("holdstill-manifest.json"));
    for (String path :
        List.of("../secrets/a", "data/../../secrets/a", secrets + "/a", "data//sub/a", ".", "")) {
      Files.writeString(snapshot.resolve("holdstill-manifest.json"), good);
      reseal(text -> text.replace("\"path\":\"data/sub/a\"", "\"path\":\"" + path + "\""));
      assertRefused("not a path within the snapshot");
      Files.writeString(snapshot.resolve("holdstill-manifest.json"), good);
      reseal(text -> text.replaceAll("(\"target\":)\"data/hard\"", "$1\"" + path + "\""));
      assertRefused("not a path within the snapshot");
    }
  }

  @Test
  void aLinkInThePlaceOfADirectoryIsNotFollowed() throws IOException {
    Files.move(snapshot.resolve("data/sub"), directory.resolve("away"));
    Files.createSymbolicLink(snapshot.resolve("data/sub"), secrets);
    assertRefused("data/sub/a: lies behind a symbolic link");
    // and where the manifest itself says that it is a link
    Path manifest = snapshot.resolve("holdstill-manifest.json");
    Files.delete(manifest);
    SnapshotFixture.seal(
        snapshot,
        ReportFixture.journalled(
            ReportFixture.consistent("/backup/today", "group"),
            MemoryJournal.SESSION.toString(),
            1));
    String file = entry("data/hard").replace("data/hard", "data/sub/a");
    reseal(text -> text.replace("\n],", ",\n" + file + "\n],"));
    assertRefused("data/sub/a: lies behind a symbolic link");
  }

  private String entry(String path) throws IOException {
    return Files.readAllLines(snapshot.resolve("holdstill-manifest.json")).stream()
        .filter(line -> line.contains("\"path\":\"" + path + "\""))
        .map(line -> line.replaceAll(",$", ""))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aHardLinkToAFileOfSomebodyElseIsNone() throws IOException {
    Files.delete(snapshot.resolve("data/hard"));
    Files.createLink(snapshot.resolve("data/hard"), secrets.resolve("a"));
    Files.createSymbolicLink(snapshot.resolve("data/out"), secrets);
    reseal(
        text ->
            text.replaceAll(
                "\"type\":\"hardlink\"(.*)\"target\":\"[^\"]*\"",
                "\"type\":\"hardlink\"$1\"target\":\"data/out/a\""));
    assertRefused("a file of its own; the manifest says a hard link to data/out/a");
  }

  @Test
  void sizesBeyondAllMeasureAreADifference() throws IOException {
    reseal(text -> text.replaceAll("\"size\":4,", "\"size\":999999999999999999,"));
    assertRefused("truncated to 4 bytes; the manifest says 999999999999999999");
  }

  @Test
  void numbersThatExplodeAreRefusedAtOnce() throws IOException {
    String good = Files.readString(snapshot.resolve("holdstill-manifest.json"));
    for (String number : List.of("1e2147483647", "1e999999999", "9999999999999999999", "1e-9")) {
      Files.writeString(snapshot.resolve("holdstill-manifest.json"), good);
      reseal(text -> text.replaceAll("\"size\":4,", "\"size\":" + number + ","));
      assertRefused("size ");
    }
  }

  @Test
  void deepJsonIsRefused() throws IOException {
    reseal(text -> text.replace("\"level\":", "\"deep\":" + "[".repeat(200_000) + ",\n\"level\":"));
    assertRefused("the manifest is damaged");
  }

  @Test
  void aManifestThatIsNoFileIsNotRead() throws IOException {
    Path manifest = snapshot.resolve("holdstill-manifest.json");
    Files.delete(manifest);
    Files.createSymbolicLink(manifest, Path.of("/dev/zero"));
    assertRefused("it is no file");
    Files.delete(manifest);
    assertEquals(0, fifo(manifest));
    assertRefused("it is no file");
  }

  private static int fifo(Path path) throws IOException {
    try {
      return new ProcessBuilder("mkfifo", path.toString()).start().waitFor();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The checksum is no signature; what no Holdstill would claim is found all the same. */
  @Test
  void forgedClaims() throws IOException {
    Path manifest = snapshot.resolve("holdstill-manifest.json");
    String good = Files.readString(manifest);
    Files.writeString(manifest, good.replace("\"level\":\"group\"", "\"level\":\"write\""));
    assertRefused("its checksum does not fit"); // not sealed again
    for (String level : List.of("", "GROUP", "groups", "application", "\\u001b[2J")) {
      Files.writeString(manifest, good);
      reseal(text -> text.replace("\"level\":\"group\"", "\"level\":\"" + level + "\""));
      assertRefused("there is no such level");
      assertEquals(Exit.REFUSED, verify("--require", "group").exit());
    }
    for (String verdict : List.of("", "FAILED", "CERTIFIED", "BROKEN_OFF")) {
      Files.writeString(manifest, good);
      reseal(text -> text.replace("\"CONSISTENT\"", "\"" + verdict + "\""));
      assertRefused("which is none of a finished snapshot");
    }
    Files.writeString(manifest, good);
    reseal(
        text ->
            text.replace(
                "\"unguarded\":[]", "\"unguarded\":[{\"path\":\"/x\",\"reason\":\"mapped\"}]"));
    assertRefused("claims the verdict CONSISTENT and lists unguarded files");
    Files.writeString(manifest, good);
    reseal(text -> text.replace("\"CONSISTENT\"", "\"UNGUARDED\""));
    assertRefused("claims the verdict UNGUARDED and names no unguarded files");
  }

  @Test
  void aPlaceInTheJournalThatIsNone() throws IOException {
    String good = Files.readString(snapshot.resolve("holdstill-manifest.json"));
    for (String field :
        List.of(
            "\"journalPoint\":1,\"journalFiles\":{\"x\":\"YQ==\"}",
            "\"journalPoint\":1,\"journalFiles\":{\"7\":\"*\"}",
            "\"journalPoint\":1,\"snapshotPoint\":\"yesterday\"")) {
      Files.writeString(snapshot.resolve("holdstill-manifest.json"), good);
      reseal(text -> text.replaceFirst("\"snapshotPoint\":\"[^\"]*\",", field + ",\n"));
      assertNotReplayed();
    }
  }

  @Test
  void aJournalWhoseNamesLeadOut() {
    for (String path :
        List.of("/srv/data/../../x", "/srv/data/..", "/srv/data/.", "/srv/data/sub/../a")) {
      MemoryJournal hostile = new MemoryJournal().session().point();
      hostile.base(1, "/backup/today", Map.of("data", "/srv/data"), List.of(), Map.of());
      hostile.group("g", new Ops().create(10, 9, path).write(11, 9, 0, "x"));
      assertHostile(hostile);
    }
    for (String name : List.of("..", "../data", "data/..", "/etc", "")) {
      MemoryJournal hostile = new MemoryJournal().session().point();
      hostile.base(1, "/backup/today", Map.of(name, "/srv/data"), List.of(), Map.of());
      assertHostile(hostile);
    }
  }

  private void assertHostile(MemoryJournal hostile) {
    Run run = Run.of(directory, any -> hostile, "replay", "today", "--journal", "j", "--to", "new");
    assertEquals(Exit.REFUSED, run.exit(), run::toString);
    assertFalse(run.err().contains("a fault of holdstill"), run::toString);
    assertFalse(Files.exists(directory.resolve("new")));
    assertFalse(Files.exists(directory.resolve("x")));
    assertFalse(Files.exists(directory.resolve("new.partial")));
  }
}
