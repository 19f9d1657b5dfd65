package io.holdstill.agent.snapshot;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Names of files below one directory as exact bytes, one char a byte (ISO-8859-1), as {@link
 * ManifestEntry} holds them. A name need not be valid in any encoding, and {@code Path.toString}
 * decodes it by that of this JVM and may lose some of it; the URI of a path is the JDK's public way
 * to the bytes, in both directions.
 */
public final class ExactPaths {
  private static final String PLAIN =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~/";

  private final String root;

  public ExactPaths(Path directory) {
    String uri = directory.toUri().getRawPath();
    root = uri.endsWith("/") ? uri : uri + "/";
  }

  /** The path of a file below the directory, relative to it, {@code /}-separated. */
  public String of(Path file) {
    String uri = file.toUri().getRawPath();
    int end = uri.endsWith("/") ? uri.length() - 1 : uri.length();
    return decode(uri.substring(root.length(), Math.max(end, root.length())));
  }

  /** The inverse of {@link #of}. */
  public Path path(String exact) {
    return Path.of(URI.create("file://" + root + encode(exact)));
  }

  /** The bytes of any path, for example of what a symbolic link holds, as they were stored. */
  public static String ofLinkTarget(Path target) {
    if (target.toString().isEmpty()) {
      return "";
    }
    Path below = Path.of("/").resolve(target);
    String exact = new ExactPaths(Path.of("/")).of(below);
    return target.isAbsolute() ? "/" + exact : exact;
  }

  /** As text: UTF-8, with U+FFFD for what is not. */
  public static String readable(String exact) {
    return new String(bytes(exact), StandardCharsets.UTF_8);
  }

  public static boolean isUtf8(String exact) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(exact)));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  public static byte[] bytes(String exact) {
    return exact.getBytes(StandardCharsets.ISO_8859_1);
  }

  public static String exact(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static String encode(String exact) {
    StringBuilder encoded = new StringBuilder();
    for (char c : exact.toCharArray()) {
      encoded.append(PLAIN.indexOf(c) >= 0 ? String.valueOf(c) : String.format("%%%02X", (int) c));
    }
    return encoded.toString();
  }

  private static String decode(String raw) {
    StringBuilder exact = new StringBuilder();
    for (int i = 0; i < raw.length(); i++) {
      boolean escape = raw.charAt(i) == '%';
      exact.append(
          escape ? (char) Integer.parseInt(raw.substring(i + 1, i + 3), 16) : raw.charAt(i));
      i += escape ? 2 : 0;
    }
    return exact.toString();
  }
}
