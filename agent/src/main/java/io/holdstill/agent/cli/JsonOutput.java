package io.holdstill.agent.cli;

import com.google.gson.stream.JsonWriter;
import io.holdstill.agent.snapshot.JsonTree;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One JSON object on a stream, in UTF-8 whatever the locale. The only user of Gson here. */
final class JsonOutput {
  private JsonOutput() {}

  static void print(PrintStream out, Map<String, ?> object) {
    print(out, object, "  ");
  }

  /** On one line, for a stream of objects. */
  static void printLine(PrintStream out, Map<String, ?> object) {
    print(out, object, "");
  }

  private static void print(PrintStream out, Map<String, ?> object, String indent) {
    try {
      Writer writer = new EscapingWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
      JsonWriter json = new JsonWriter(writer);
      json.setIndent(indent);
      JsonTree.write(json, object);
      writer.write('\n');
      writer.flush();
    } catch (IOException e) {
      throw new CliFailure(Exit.FAILED, "stdout cannot be written: " + e.getMessage(), e);
    }
  }
}
