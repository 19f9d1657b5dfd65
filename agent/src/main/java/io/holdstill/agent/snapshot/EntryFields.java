package io.holdstill.agent.snapshot;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One entry of a manifest, read from JSON: every field is there, is in range, and no other is. */
final class EntryFields {
  private static final List<String> TYPES = List.of("file", "directory", "symlink", "hardlink");

  private final Map<String, Object> fields;
  private final String shown;

  EntryFields(Map<String, Object> fields) {
    this.fields = new HashMap<>(fields);
    this.shown = "entry " + fields.get("path") + ": ";
  }

  /**
   * @throws IllegalArgumentException saying what is wrong with the entry
   */
  ManifestEntry entry() {
    String type = string("type");
    expect(TYPES.contains(type), "type " + type);
    boolean file = type.equals("file");
    boolean link = type.equals("symlink") || type.equals("hardlink");
    Instant modified = modified();
    ManifestEntry entry =
        new ManifestEntry(
            safe(exact("path")),
            type,
            file ? number("size", Long.MAX_VALUE) : 0,
            mode(),
            (int) number("uid", 0xFFFF_FFFFL),
            (int) number("gid", 0xFFFF_FFFFL),
            modified.getEpochSecond(),
            modified.getNano(),
            file ? digest() : "",
            link ? target(type) : "");
    expect(fields.isEmpty(), "unknown fields " + fields.keySet());
    return entry;
  }

  /** That of a symbolic link is never followed; that of a hard link is another entry's path. */
  private String target(String type) {
    String target = exact("target");
    return type.equals("hardlink") ? safe(target) : target;
  }

  /** A resealed manifest must not send its reader to files outside of the snapshot. */
  private String safe(String path) {
    List<String> names = new ArrayList<>(List.of(path.split("/", -1)));
    names.retainAll(List.of("", ".", ".."));
    expect(names.isEmpty() && path.indexOf('\0') < 0, "not a path within the snapshot");
    return path;
  }

  private String exact(String name) {
    String text = string(name);
    if (!fields.containsKey(name + "Bytes")) {
      return ExactPaths.exact(text.getBytes(StandardCharsets.UTF_8));
    }
    String exact = ExactPaths.exact(Base64.getDecoder().decode(string(name + "Bytes")));
    expect(ExactPaths.readable(exact).equals(text), name + " differs from " + name + "Bytes");
    return exact;
  }

  private int mode() {
    String octal = string("mode");
    expect(octal.matches("[0-7]{4,5}"), "mode " + octal);
    return Integer.parseInt(octal, 8);
  }

  private Instant modified() {
    String text = string("modified");
    try {
      return ManifestDescriptor.MODIFIED.parse(text, Instant::from);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(shown + "modified " + text, e);
    }
  }

  private String digest() {
    String digest = string("digest");
    expect(ContentDigest.wellFormed(digest), "digest " + digest);
    return digest;
  }

  private long number(String name, long most) {
    Object value = fields.remove(name);
    expect(value instanceof Long number && number >= 0 && number <= most, name + " " + value);
    return (Long) value;
  }

  private String string(String name) {
    Object value = fields.remove(name);
    expect(value instanceof String, name + " " + value);
    return (String) value;
  }

  private void expect(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(shown + otherwise);
    }
  }
}
