package io.holdstill.agent.snapshot;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Reads the object that {@link ManifestDescriptor} draws; its checksum has been checked before. */
final class ManifestReader {
  private final Path file;
  private final Consumer<ManifestEntry> entries;

  ManifestReader(Path file, Consumer<ManifestEntry> entries) {
    this.file = file;
    this.entries = entries;
  }

  Map<String, Object> read() throws IOException {
    try (Reader text = Files.newBufferedReader(file);
        JsonReader json = new JsonReader(text)) {
      json.setStrictness(Strictness.STRICT);
      return read(json);
    } catch (CharacterCodingException e) {
      throw BadManifest.damaged(file, "it is not UTF-8", e);
    } catch (MalformedJsonException | EOFException e) {
      throw BadManifest.damaged(file, "it is not JSON", e);
    } catch (IllegalArgumentException | IllegalStateException e) {
      // The seal fits, so this was written so: by a faulty writer, or by somebody who resealed it.
      throw BadManifest.damaged(file, String.valueOf(e.getMessage()), e);
    }
  }

  private Map<String, Object> read(JsonReader json) throws IOException {
    Map<String, Object> report = new LinkedHashMap<>();
    json.beginObject();
    String name = json.nextName();
    while (!name.equals(ManifestDescriptor.ENTRIES)) {
      report.put(name, JsonTree.read(json));
      name = json.nextName();
    }
    readEntries(json);
    expect(json.nextName().equals(ManifestDescriptor.CHECKSUM), "the checksum is not last");
    json.nextString();
    json.endObject();
    expect(json.peek() == JsonToken.END_DOCUMENT, "something follows its end");
    report.remove(ManifestDescriptor.FORMAT);
    report.remove(ManifestDescriptor.FORMAT_VERSION);
    return report;
  }

  private void readEntries(JsonReader json) throws IOException {
    json.beginArray();
    while (json.hasNext()) {
      expect(json.peek() == JsonToken.BEGIN_OBJECT, "an entry is not an object");
      @SuppressWarnings("unchecked")
      Map<String, Object> fields = (Map<String, Object>) JsonTree.read(json);
      entries.accept(new EntryFields(fields).entry());
    }
    json.endArray();
  }

  private static void expect(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
