package io.holdstill.agent.snapshot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Makes a snapshot of any directory by writing the manifest of what lies in it. */
public final class SnapshotFixture {
  private final ExactPaths paths;
  private final Map<Object, String> firstNames = new HashMap<>();

  private SnapshotFixture(Path directory) {
    paths = new ExactPaths(directory);
  }

  public static void seal(Path directory, Report report) throws IOException {
    SnapshotFixture fixture = new SnapshotFixture(directory);
    try (Stream<Path> files = Files.walk(directory)) {
      List<ManifestEntry> entries =
          files.filter(file -> !file.equals(directory)).sorted().map(fixture::entry).toList();
      Manifest.write(directory.resolve(Manifest.FILE_NAME), report, entries);
    }
  }

  /** Changes a manifest's text and makes its checksum fit again, as anybody can. */
  public static void reseal(Path directory, UnaryOperator<String> change) throws IOException {
    Path manifest = directory.resolve(Manifest.FILE_NAME);
    String text = Files.readString(manifest);
    String body = text.substring(0, text.length() - ManifestDescriptor.LAST_LINE_BYTES);
    String changed = change.apply(body);
    if (changed.equals(body)) {
      throw new AssertionError("nothing was changed in " + body);
    }
    Files.write(manifest, sealed(changed.getBytes(StandardCharsets.UTF_8)));
  }

  /** The bytes of a manifest and the last line that fits them. */
  public static byte[] sealed(byte[] body) {
    String hex = HexFormat.of().formatHex(Sha256.newDigest().digest(body));
    byte[] last = ManifestDescriptor.lastLine(hex).getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(body, body.length + last.length);
    System.arraycopy(last, 0, all, body.length, last.length);
    return all;
  }

  private ManifestEntry entry(Path path) {
    try {
      return entry(path, paths.of(path));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private ManifestEntry entry(Path path, String name) throws IOException {
    Map<String, Object> unix = Files.readAttributes(path, "unix:*", LinkOption.NOFOLLOW_LINKS);
    FileTime time = (FileTime) unix.get("lastModifiedTime");
    String type = type(path);
    String first = type.equals("file") ? firstNames.putIfAbsent(unix.get("fileKey"), name) : null;
    boolean file = type.equals("file") && first == null;
    String target = first == null ? "" : first;
    return new ManifestEntry(
        name,
        first == null ? type : "hardlink",
        file ? (Long) unix.get("size") : 0,
        (Integer) unix.get("mode") & 07777,
        (Integer) unix.get("uid"),
        (Integer) unix.get("gid"),
        time.toInstant().getEpochSecond(),
        time.toInstant().getNano(),
        file ? digest(path) : "",
        type.equals("symlink") ? ExactPaths.ofLinkTarget(Files.readSymbolicLink(path)) : target);
  }

  private static String type(Path path) {
    if (Files.isSymbolicLink(path)) {
      return "symlink";
    }
    return Files.isDirectory(path) ? "directory" : "file";
  }

  private static String digest(Path path) throws IOException {
    return "sha256:"
        + HexFormat.of().formatHex(Sha256.newDigest().digest(Files.readAllBytes(path)));
  }
}
