package io.holdstill.agent.snapshot;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;

/** Checks a manifest's first line and its checksum, before anything in it is believed. */
final class ManifestSeal {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int LONGEST_FIRST_LINE = 100;

  private ManifestSeal() {}

  static void check(Path file) throws IOException {
    try {
      checkFile(file);
      checkVersion(file);
      checkChecksum(file);
    } catch (NoSuchFileException e) {
      throw BadManifest.missing(file);
    }
  }

  /** A FIFO would hold its reader for ever, and a link lead him elsewhere. */
  private static void checkFile(Path file) throws IOException {
    if (!Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .isRegularFile()) {
      throw BadManifest.damaged(file, "it is no file", null);
    }
  }

  private static void checkVersion(Path file) throws IOException {
    Matcher matcher = ManifestDescriptor.ANY_FIRST_LINE.matcher(start(file));
    if (!matcher.lookingAt()) {
      throw BadManifest.damaged(file, "it does not begin as a manifest does", null);
    }
    if (!matcher.group(1).equals(String.valueOf(ManifestDescriptor.VERSION))) {
      throw BadManifest.unknownVersion(file, matcher.group(1));
    }
  }

  private static String start(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(LONGEST_FIRST_LINE), StandardCharsets.UTF_8);
    }
  }

  private static void checkChecksum(Path file) throws IOException {
    long sealedBytes = Files.size(file) - ManifestDescriptor.LAST_LINE_BYTES;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
      String expected = ManifestDescriptor.lastLine(digest(in, sealedBytes));
      String found = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      if (!found.equals(expected)) {
        throw BadManifest.damaged(file, difference(found, expected), null);
      }
    }
  }

  private static String difference(String found, String expected) {
    boolean hasChecksum = found.regionMatches(0, expected, 0, expected.indexOf(':'));
    return hasChecksum ? "its checksum does not fit" : "it is cut off: its last line is not whole";
  }

  private static String digest(InputStream in, long bytes) throws IOException {
    MessageDigest digest = Sha256.newDigest();
    byte[] buffer = new byte[BUFFER_BYTES];
    long left = bytes;
    while (left > 0) {
      int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        break;
      }
      digest.update(buffer, 0, read);
      left -= read;
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
