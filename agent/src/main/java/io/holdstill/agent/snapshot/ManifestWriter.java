package io.holdstill.agent.snapshot;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/** Lays one manifest out in the lines that {@link ManifestDescriptor} draws. */
final class ManifestWriter {
  private static final int BUFFER_BYTES = 1 << 16;

  private final DigestOutputStream digested;
  private final Writer lines;
  private final JsonWriter json;

  ManifestWriter(OutputStream out) {
    digested =
        new DigestOutputStream(new BufferedOutputStream(out, BUFFER_BYTES), Sha256.newDigest());
    lines = new OutputStreamWriter(digested, StandardCharsets.UTF_8);
    json = new JsonWriter(lines);
    // Values are written one by one between pieces of our own, which strict mode forbids.
    json.setStrictness(Strictness.LENIENT);
  }

  void write(Report report, Iterable<ManifestEntry> entries) throws IOException {
    write(ReportFields.of(report), entries);
  }

  void write(Map<String, Object> report, Iterable<ManifestEntry> entries) throws IOException {
    lines.write(ManifestDescriptor.FIRST_LINE);
    for (Map.Entry<String, Object> field : report.entrySet()) {
      lines.write("\"" + field.getKey() + "\":");
      JsonTree.write(json, field.getValue());
      lines.write(",\n");
    }
    lines.write("\"" + ManifestDescriptor.ENTRIES + "\":[");
    write(entries);
    lines.write("\n],\n");
    seal();
  }

  private void write(Iterable<ManifestEntry> entries) throws IOException {
    String separator = "\n";
    for (ManifestEntry entry : entries) {
      lines.write(separator);
      write(entry);
      separator = ",\n";
    }
  }

  private void write(ManifestEntry entry) throws IOException {
    boolean file = entry.type().equals("file");
    json.beginObject();
    exact("path", entry.path());
    json.name("type").value(entry.type());
    if (file) {
      json.name("size").value(entry.size());
    }
    json.name("mode").value(String.format("%04o", entry.mode()));
    json.name("uid").value(Integer.toUnsignedLong(entry.uid()));
    json.name("gid").value(Integer.toUnsignedLong(entry.gid()));
    json.name("modified").value(modified(entry));
    if (file) {
      json.name("digest").value(entry.digest());
    }
    if (!entry.target().isEmpty()) {
      exact("target", entry.target());
    }
    json.endObject();
  }

  private void exact(String name, String exact) throws IOException {
    json.name(name).value(ExactPaths.readable(exact));
    if (!ExactPaths.isUtf8(exact)) {
      String base64 = Base64.getEncoder().encodeToString(ExactPaths.bytes(exact));
      json.name(name + "Bytes").value(base64);
    }
  }

  private static String modified(ManifestEntry entry) {
    Instant instant = Instant.ofEpochSecond(entry.mtimeSeconds(), entry.mtimeNanos());
    return ManifestDescriptor.MODIFIED.format(instant);
  }

  private void seal() throws IOException {
    lines.flush();
    String hex = HexFormat.of().formatHex(digested.getMessageDigest().digest());
    lines.write(ManifestDescriptor.lastLine(hex));
    lines.flush();
  }
}
