package io.holdstill.agent.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.holdstill.agent.replay.JournalSource;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * One command, run in this process as from a pipe.
 *
 * @param exit what the process would end with
 */
record Run(int exit, String out, String err) {
  static Run of(Path directory, String... args) {
    return of(directory, JournalSource::of, args);
  }

  static Run of(Path directory, Journals journals, String... args) {
    return of(false, directory, journals, args);
  }

  /** As from a pipe, or with a person before it. */
  static Run of(boolean live, String... args) {
    return of(live, Path.of("/work"), JournalSource::of, args);
  }

  private static Run of(boolean live, Path directory, Journals journals, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(stream(out), stream(err), live, directory);
    int exit = Main.run(args, terminal, journals);
    return new Run(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  static Run of(String... args) {
    return of(Path.of("/work"), args);
  }

  /** Fails unless stdout is one JSON object and nothing else. */
  JsonObject json() {
    return JsonParser.parseString(out).getAsJsonObject();
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
