package io.holdstill.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.holdstill.agent.snapshot.Report;
import io.holdstill.agent.snapshot.ReportFixture;
import io.holdstill.agent.snapshot.SnapshotFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
  @TempDir Path directory;

  @Test
  void aWholeSnapshotIsGood() throws IOException {
    seal(ReportFixture.consistent("/backup/today", "group"));

    Run run = Run.of(directory, "verify", "today", "--require", "group");

    assertEquals(Exit.DONE, run.exit(), run.err());
    assertEquals(
        "today: every file is as the manifest says\n"
            + "  it claims CONSISTENT (level group), snapshot point 2026-11-23T21:00:00.123456Z,"
            + " 2 files, 5.0 GiB\n",
        run.out());
  }

  @Test
  void aChangedFileIsADifference() throws IOException {
    seal(ReportFixture.consistent("/backup/today", "group"));
    Files.writeString(directory.resolve("today/a"), "longer than before");
    Files.writeString(directory.resolve("today/b"), "");

    Run run = Run.of(directory, "verify", "today");

    assertEquals(Exit.REFUSED, run.exit());
    assertTrue(run.out().contains("a: grown to 18 bytes; the manifest says 1\n"), run.out());
    assertTrue(run.out().contains("b: extra; "), run.out());
    assertTrue(run.out().contains("today: 3 differences found\n"), run.out());
  }

  @Test
  void asJsonItIsTheReportAndTheDifferences() throws IOException {
    seal(ReportFixture.consistent("/backup/today", "group"));
    JsonObject good = Run.of(directory, "verify", "today", "--json").json();
    Files.delete(directory.resolve("today/a"));
    Run bad = Run.of(directory, "verify", "today", "--json");

    assertTrue(good.get("verified").getAsBoolean());
    assertEquals(0, good.getAsJsonArray("differences").size());
    assertEquals("CONSISTENT", good.get("verdict").getAsString());
    assertEquals(Exit.REFUSED, bad.exit());
    assertFalse(bad.json().get("verified").getAsBoolean());
    JsonObject difference = bad.json().getAsJsonArray("differences").get(0).getAsJsonObject();
    assertEquals("missing", difference.get("kind").getAsString());
    assertEquals("a", difference.get("path").getAsString());
  }

  @Test
  void whatClaimsLessThanRequiredIsRefused() throws IOException {
    seal(ReportFixture.consistent("/backup/today", "write"));

    Run run = Run.of(directory, "verify", "today", "--require", "group");

    assertEquals(Exit.REFUSED, run.exit());
    assertTrue(
        run.out().startsWith("--require group: the snapshot claims CONSISTENT (level write); "),
        run.out());
    assertEquals(Exit.DONE, Run.of(directory, "verify", "today").exit());
  }

  @Test
  void anUnguardedSnapshotIsNotConsistentAtItsLevel() throws IOException {
    seal(ReportFixture.unguarded("/backup/today"));

    assertEquals(Exit.REFUSED, Run.of(directory, "verify", "today", "--require", "group").exit());
    assertEquals(Exit.DONE, Run.of(directory, "verify", "today").exit());
  }

  @Test
  void aDamagedManifestVouchesForNothing() throws IOException {
    seal(ReportFixture.consistent("/backup/today", "group"));
    Path manifest = directory.resolve("today/holdstill-manifest.json");
    Files.writeString(manifest, Files.readString(manifest).replace("group", "grope"));

    Run run = Run.of(directory, "verify", "today");

    assertEquals(Exit.REFUSED, run.exit());
    assertTrue(run.out().contains("the manifest is damaged"), run.out());
    assertFalse(run.out().contains("it claims"), run.out());
  }

  @Test
  void whatIsNotThereCannotBeRead() throws IOException {
    Run run = Run.of(directory, "verify", "today");

    assertEquals(Exit.FAILED, run.exit());
    assertEquals(
        "holdstill: today: there is no such directory; name that of a snapshot\n", run.err());
    assertEquals(
        Exit.FAILED, Run.of(Files.writeString(directory.resolve("f"), ""), "verify", ".").exit());
  }

  private void seal(Report report) throws IOException {
    Path snapshot = Files.createDirectory(directory.resolve("today"));
    Files.writeString(snapshot.resolve("a"), "a");
    SnapshotFixture.seal(snapshot, report);
  }
}
