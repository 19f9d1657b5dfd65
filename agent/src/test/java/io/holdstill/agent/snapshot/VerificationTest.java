package io.holdstill.agent.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {
  @TempDir Path root;
  private Path snapshot;
  private Path a;

  @BeforeEach
  void lay() throws IOException {
    snapshot = Files.createDirectory(root.resolve("snapshot"));
    Path data = Files.createDirectories(snapshot.resolve("data/sub")).getParent();
    a = Files.writeString(data.resolve("a"), "content of a");
    Files.write(data.resolve("sub/big"), new byte[1_000_000]);
    Files.writeString(new ExactPaths(snapshot).path("data/\u00ff\u00fe"), "odd name");
    Files.createSymbolicLink(data.resolve("link"), Path.of("a"));
    Files.createLink(data.resolve("hard"), a);
    SnapshotFixture.seal(snapshot, ReportFixture.consistent(snapshot.toString(), "group"));
  }

  @Test
  void anUntouchedSnapshotHasNoDifference() throws IOException {
    Verification verification = verify();

    assertEquals(List.of(), verification.differences());
    assertEquals("CONSISTENT", verification.report().get("verdict"));
    assertEquals("group", verification.report().get("level"));
  }

  @Test
  void extraFilesAreFound() throws IOException {
    keepingTimes(a.getParent(), () -> Files.writeString(a.resolveSibling("b"), ""));
    Files.createDirectories(snapshot.resolve("more/below"));
    Files.writeString(new ExactPaths(snapshot).path("\u00e9"), "not UTF-8");

    assertEquals(
        List.of(
            "data/b: extra; the manifest lists no such file",
            "more: extra; the manifest lists no such directory",
            "\ufffd: extra; the manifest lists no such file"),
        messages());
  }

  @Test
  void oneThatWasNeverFinishedSaysSo() throws IOException {
    snapshot = Files.move(snapshot, snapshot.resolveSibling("snapshot.partial"));

    assertEquals(List.of("snapshot.partial: was never finished; take another"), messages());
  }

  @Test
  void aMissingFileIsFound() throws IOException {
    keepingTimes(a.getParent(), () -> Files.delete(a));

    List<String> messages = messages();
    assertTrue(
        messages.contains("data/a: missing; the manifest lists a file here"), messages.toString());
    assertTrue(messages.stream().anyMatch(m -> m.startsWith("data/hard: a file of its own;")));
    assertEquals(2, messages.size());
  }

  @Test
  void aMissingDirectoryMissesAllThatWasInIt() throws IOException {
    Path sub = snapshot.resolve("data/sub");
    Files.delete(sub.resolve("big"));
    keepingTimes(a.getParent(), () -> Files.delete(sub));

    assertEquals(
        List.of(
            "data/sub/big: missing; the manifest lists a file here",
            "data/sub: missing; the manifest lists a directory here"),
        messages());
  }

  @Test
  void truncatedLongerAndChangedAreToldApart() throws IOException {
    keepingTimes(a, () -> Files.writeString(a, "content"));
    assertEquals(List.of("data/a: truncated to 7 bytes; the manifest says 12"), messages());

    keepingTimes(a, () -> Files.writeString(a, "content of all"));
    assertEquals(List.of("data/a: grown to 14 bytes; the manifest says 12"), messages());

    keepingTimes(a, () -> Files.writeString(a, "content of b"));
    assertEquals(List.of("data/a: changed; its digest is not that of the manifest"), messages());
  }

  @Test
  void anotherTypeIsFound() throws IOException {
    Path big = snapshot.resolve("data/sub/big");
    keepingTimes(
        big.getParent(),
        () -> {
          Files.delete(big);
          Files.createSymbolicLink(big, Path.of("../a"));
        });

    assertEquals(List.of("data/sub/big: a symlink; the manifest says file"), messages());
  }

  @Test
  void anotherLinkTargetIsFound() throws IOException {
    Path link = snapshot.resolve("data/link");
    FileTime time = Files.getLastModifiedTime(link, LinkOption.NOFOLLOW_LINKS);
    keepingTimes(
        link.getParent(),
        () -> {
          Files.delete(link);
          Files.createSymbolicLink(link, new ExactPaths(Path.of("/")).path("etc/\u00ff"));
          Files.getFileAttributeView(link, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
              .setTimes(time, null, null);
        });

    assertEquals(List.of("data/link: points to /etc/\ufffd; the manifest says a"), messages());
  }

  @Test
  void aHardLinkThatBecameAFileIsFound() throws IOException {
    Path hard = snapshot.resolve("data/hard");
    FileTime time = Files.getLastModifiedTime(hard);
    keepingTimes(
        hard.getParent(),
        () -> {
          Files.delete(hard);
          Files.copy(a, hard);
          Files.setLastModifiedTime(hard, time);
        });

    assertEquals(
        List.of("data/hard: a file of its own; the manifest says a hard link to data/a"),
        messages());
  }

  @Test
  void modeAndTimeAreCompared() throws IOException {
    Path big = snapshot.resolve("data/sub/big");
    Files.setPosixFilePermissions(big, PosixFilePermissions.fromString("rwx------"));
    FileTime time = Files.getLastModifiedTime(big);
    Files.setLastModifiedTime(big, FileTime.from(time.toInstant().plusNanos(1)));

    List<String> messages = messages();
    assertEquals(2, messages.size(), messages.toString());
    assertTrue(messages.get(0).startsWith("data/sub/big: mode 0700; the manifest says 06"));
    assertTrue(messages.get(1).startsWith("data/sub/big: modified at "), messages.get(1));
  }

  @Test
  void aDamagedManifestIsTheOneDifference() throws IOException {
    Path manifest = snapshot.resolve(Manifest.FILE_NAME);
    Files.writeString(manifest, Files.readString(manifest).replace("CONSISTENT", "CONSISTANT"));

    Verification verification = verify();

    assertEquals(1, verification.differences().size());
    assertEquals("manifest", verification.differences().get(0).kind());
    assertTrue(verification.differences().get(0).message().contains("checksum does not fit"));
    assertTrue(verification.report().isEmpty());
  }

  @Test
  void aMissingManifestIsTheOneDifference() throws IOException {
    Files.delete(snapshot.resolve(Manifest.FILE_NAME));

    assertTrue(messages().get(0).contains("there is no manifest"));
  }

  @Test
  void whatIsNoDirectoryIsAnError() {
    assertThrows(NotDirectoryException.class, () -> Verification.of(a, progress -> {}));
    assertThrows(
        NoSuchFileException.class, () -> Verification.of(root.resolve("none"), progress -> {}));
  }

  @Test
  void progressCountsEveryByteAndFile() throws IOException {
    List<Progress> told = new ArrayList<>();

    Verification.of(snapshot, told::add);

    Progress last = told.get(told.size() - 1);
    assertEquals(1_000_000 + 12 + 8, last.getBytesDone());
    assertEquals(7, last.getFilesDone());
  }

  @Test
  void theDirectoryMayBeNamedByALink() throws IOException {
    Path link = Files.createSymbolicLink(root.resolve("today"), snapshot);

    assertEquals(List.of(), Verification.of(link, progress -> {}).differences());
  }

  private Verification verify() throws IOException {
    return Verification.of(snapshot, progress -> {});
  }

  private List<String> messages() throws IOException {
    return verify().differences().stream().map(Difference::message).sorted().toList();
  }

  private interface Change {
    void make() throws IOException;
  }

  private static void keepingTimes(Path path, Change change) throws IOException {
    FileTime time = Files.getLastModifiedTime(path);
    change.make();
    Files.setLastModifiedTime(path, time);
  }
}
