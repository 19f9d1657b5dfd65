package io.holdstill.agent.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
  private static final String DIGEST = "sha256:" + "ab".repeat(32);
  private static final List<ManifestEntry> ENTRIES =
      List.of(
          new ManifestEntry("data", "directory", 0, 0755, 0, 0, 1_700_000_000, 0, "", ""),
          file("data/plain", 4096, 1),
          file("data/" + latin1("grün \"x\"\n\t\u2028".getBytes(StandardCharsets.UTF_8)), 0, 2),
          file("data/\u00ff\u00fe not UTF-8", 7, 3),
          new ManifestEntry(
              "data/link", "symlink", 0, 0777, 1, 2, -1, 999_999_999, "", "../\u00ffgone"),
          new ManifestEntry("data/hard", "hardlink", 0, 04755, -2, -1, 1, 1, "", "data/plain"));

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve(Manifest.FILE_NAME);
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    Report report = ReportFixture.noSnapshotPoint("/backup/x");

    Manifest.write(file, report, ENTRIES);

    Manifest manifest = Manifest.read(file);
    assertEquals(ENTRIES, manifest.entries());
    assertEquals(ReportFields.of(report), manifest.report());
  }

  /** As a replay does it: what another manifest said, and more. */
  @Test
  void whatWasReadIsWrittenAgain() throws IOException {
    Map<String, Object> report = ReportFields.of(ReportFixture.consistent("/backup/x", "group"));
    report.put("replayedGroups", 7L);

    Manifest.write(file, report, ENTRIES);

    assertEquals(new Manifest(report, ENTRIES), Manifest.read(file));
  }

  @Test
  void itIsOneJsonObjectWithTheReportsFieldsAtItsTop() throws IOException {
    Manifest.write(file, ReportFixture.consistent("/backup/x", "group"), ENTRIES);

    JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    assertEquals("holdstill-manifest", json.get("format").getAsString());
    assertEquals(1, json.get("formatVersion").getAsInt());
    assertEquals("CONSISTENT", json.get("verdict").getAsString());
    assertEquals(5L << 30, json.get("bytes").getAsLong());
    JsonObject plain = json.getAsJsonArray("entries").get(1).getAsJsonObject();
    assertEquals(
        "{\"path\":\"data/plain\",\"type\":\"file\",\"size\":4096,\"mode\":\"0644\",\"uid\":1000,"
            + "\"gid\":1000,\"modified\":\"2023-11-14T22:13:20.000000001Z\",\"digest\":\""
            + DIGEST
            + "\"}",
        plain.toString());
    JsonObject odd = json.getAsJsonArray("entries").get(3).getAsJsonObject();
    assertEquals("data/\ufffd\ufffd not UTF-8", odd.get("path").getAsString());
    assertEquals("ZGF0YS///iBub3QgVVRGLTg=", odd.get("pathBytes").getAsString());
  }

  /** As ManifestDescriptor says, a shell can check it. */
  @Test
  void theLastLineIsTheChecksumOfAllBefore() throws IOException {
    Manifest.write(file, new Report(), ENTRIES);

    String text = Files.readString(file);
    String before = text.substring(0, text.lastIndexOf('\n', text.length() - 2) + 1);
    byte[] digest = Sha256.newDigest().digest(before.getBytes(StandardCharsets.UTF_8));
    String last = "\"checksum\":\"sha256:" + HexFormat.of().formatHex(digest) + "\"}\n";
    assertEquals(last, text.substring(before.length()));
  }

  @Test
  void noEntriesAreFine() throws IOException {
    Manifest.write(file, new Report(), List.of());

    assertEquals(List.of(), Manifest.read(file).entries());
  }

  @Test
  void manyEntriesAreStreamed() throws IOException {
    int many = 20_000;
    Iterable<ManifestEntry> entries = () -> entries(many);

    Manifest.write(file, new Report(), entries);

    long[] seen = new long[2];
    Manifest.read(
        file,
        entry -> {
          seen[0]++;
          seen[1] += entry.size();
        });
    assertEquals(many, seen[0]);
    assertEquals((many - 1L) * many / 2, seen[1]);
  }

  @Test
  void anExistingFileIsLeftAlone() throws IOException {
    Files.writeString(file, "mine");

    assertThrows(
        FileAlreadyExistsException.class, () -> Manifest.write(file, new Report(), ENTRIES));
    assertEquals("mine", Files.readString(file));
  }

  @Test
  void aMissingManifestIsSaid() {
    assertBad(BadManifest.Kind.MISSING, "there is no manifest");
  }

  /** Every cut, at every byte. */
  @Test
  void aManifestThatLostItsEndIsDamaged() throws IOException {
    Manifest.write(file, new Report(), ENTRIES);
    byte[] whole = Files.readAllBytes(file);

    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertBad(BadManifest.Kind.DAMAGED, "");
    }
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    assertBad(BadManifest.Kind.DAMAGED, "cut off");
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertBad(BadManifest.Kind.DAMAGED, "cut off");
  }

  /** Every byte, one bit of it. */
  @Test
  void aManifestWithAFlippedBitIsDamaged() throws IOException {
    Manifest.write(file, new Report(), ENTRIES);
    byte[] whole = Files.readAllBytes(file);
    int digit = new String(whole, StandardCharsets.ISO_8859_1).indexOf("Version\":") + 9;

    for (int at = 0; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 1;
      Files.write(file, flipped);
      boolean version = at == digit;
      assertBad(version ? BadManifest.Kind.UNKNOWN_VERSION : BadManifest.Kind.DAMAGED, "");
    }
  }

  @Test
  void somethingAppendedIsDamage() throws IOException {
    Manifest.write(file, new Report(), ENTRIES);
    Files.writeString(file, Files.readString(file) + " ");

    assertBad(BadManifest.Kind.DAMAGED, "");
  }

  @Test
  void anotherFormatVersionIsRefusedByName() throws IOException {
    Files.writeString(file, "{\"format\":\"holdstill-manifest\",\"formatVersion\":2,\n\"x\":1}\n");

    assertBad(BadManifest.Kind.UNKNOWN_VERSION, "format version 2, this Holdstill reads version 1");
  }

  @Test
  void aPathThatLeavesTheSnapshotIsRefusedEvenIfSealed() throws IOException {
    for (String path :
        List.of("../x", "a/../../x", "/etc/passwd", "", "a//b", "a/./b", "a\0b", "\0b")) {
      Files.deleteIfExists(file);
      Manifest.write(file, new Report(), List.of(file(path, 1, 0)));
      assertBad(BadManifest.Kind.DAMAGED, "not a path within the snapshot");
    }
  }

  @Test
  void anEntryThatMakesNoSenseIsRefusedEvenIfSealed() throws IOException {
    List<ManifestEntry> senseless =
        List.of(
            new ManifestEntry("a", "fifo", 0, 0644, 0, 0, 0, 0, "", ""),
            new ManifestEntry("a", "file", -1, 0644, 0, 0, 0, 0, DIGEST, ""),
            new ManifestEntry("a", "file", 1, 0644, 0, 0, 0, 0, "AB", ""),
            new ManifestEntry("a", "symlink", 0, 0644, 0, 0, 0, 0, "", ""),
            new ManifestEntry("a", "directory", 0, 0644, 0, 0, 0, 0, "", "target"));
    for (ManifestEntry entry : senseless) {
      Files.deleteIfExists(file);
      Manifest.write(file, new Report(), List.of(entry));
      assertBad(BadManifest.Kind.DAMAGED, "entry a: ");
    }
  }

  @Test
  void aTextThatNoneWouldWriteIsRefusedEvenIfSealed() throws IOException {
    assertResealed("\"mode\":\"0644\"", "\"mode\":\"9999\"", "mode 9999");
    assertResealed("\"mode\":\"0644\"", "\"mode\":\"644\"", "mode 644");
    assertResealed(
        "\ufffd\ufffd not UTF-8", "\ufffd\ufffd is UTF-8", "path differs from pathBytes");
    assertResealed("\"size\":4096,", "'size':4096,", "it is not JSON");
    assertResealed("\"provider\":\"copy\"", "\"provider\":\"co\tpy\"", "it is not JSON");
    assertResealed("\"uid\":1000", "\"uid\":4294967296", "uid 4294967296");
    assertResealed("\"entries\":[", "\"entries\":[7,", "an entry is not an object");
    assertResealed("\"checksum\"", "\"more\":\"\",\n\"checksum\"", "the checksum is not last");
  }

  private void assertResealed(String there, String instead, String message) throws IOException {
    Files.deleteIfExists(file);
    Manifest.write(file, new Report(), ENTRIES);
    String text = Files.readString(file);
    assertTrue(text.contains(there), text);
    String changed = text.replace(there, instead);
    String before = changed.substring(0, changed.lastIndexOf('\n', changed.length() - 2) + 1);
    byte[] digest = Sha256.newDigest().digest(before.getBytes(StandardCharsets.UTF_8));
    String seal = "\"checksum\":\"sha256:" + HexFormat.of().formatHex(digest) + "\"}\n";
    Files.writeString(file, before + seal);
    assertBad(BadManifest.Kind.DAMAGED, message);
  }

  private void assertBad(BadManifest.Kind kind, String part) {
    BadManifest e = assertThrows(BadManifest.class, () -> Manifest.read(file));
    assertEquals(kind, e.kind());
    assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  private static Iterator<ManifestEntry> entries(int number) {
    return LongStream.range(0, number).mapToObj(i -> file("f" + i, i, 0)).iterator();
  }

  private static ManifestEntry file(String path, long size, int nanos) {
    return new ManifestEntry(
        path, "file", size, 0644, 1000, 1000, 1_700_000_000, nanos, DIGEST, "");
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
