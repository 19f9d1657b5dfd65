package io.holdstill.agent.journal;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Encodes what a BASE entry says. */
final class BaseBody {
  private BaseBody() {}

  static byte[] encode(Entry.Base base) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(base.point());
      path(out, base.destination().getBytes(StandardCharsets.UTF_8));
      out.writeInt(base.roots().size());
      for (Entry.Root root : base.roots()) {
        path(out, root.name());
        path(out, root.source());
      }
      out.writeInt(base.excludes().size());
      for (String exclude : base.excludes()) {
        path(out, exclude.getBytes(StandardCharsets.UTF_8));
      }
      out.writeInt(base.files().size());
      for (Entry.Known file : base.files()) {
        out.writeLong(file.file());
        path(out, file.path());
      }
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return bytes.toByteArray();
  }

  private static void path(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeShort(bytes.length);
    out.write(bytes);
  }
}
