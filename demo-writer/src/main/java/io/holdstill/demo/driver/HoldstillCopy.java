package io.holdstill.demo.driver;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code holdstill snapshot}, as a user types it. */
final class HoldstillCopy implements Way {
  private static final Set<Integer> HOPELESS = Set.of(2, 5);

  private final Children children;
  private final Path jar;
  private final List<Long> heldMicros = new ArrayList<>();
  private final List<Long> gateMicros = new ArrayList<>();
  private final List<Long> commandMicros = new ArrayList<>();

  HoldstillCopy(Children children, Path jar) {
    this.children = children;
    this.jar = jar;
  }

  @Override
  public String name() {
    return "Holdstill";
  }

  /** Takes the time from the report: a user pays the start of a JVM only at the command line. */
  @Override
  public Copied copy(WriterProcess writer, Path to)
      throws IOException, InterruptedException, CopyFailedException {
    long since = System.nanoTime();
    Children.Ended ended = children.run(command(writer, to));
    if (ended.status() != 0) {
      refuse(ended);
    }
    commandMicros.add(Way.microsSince(since));
    heldMicros.add(number(ended.out(), "heldMicros"));
    gateMicros.add(number(ended.out(), "longestStallMicros"));
    return new Copied(
        to.resolve(writer.file().getFileName()), number(ended.out(), "elapsedMicros"));
  }

  /** Another try helps neither a wrong command line nor a JVM without Holdstill. */
  private static void refuse(Children.Ended ended) throws IOException, CopyFailedException {
    String said = ended.err().isBlank() ? ended.out().strip() : ended.err().strip();
    String message = "holdstill snapshot ended with status " + ended.status() + ": " + said;
    if (HOPELESS.contains(ended.status())) {
      throw new IOException(message);
    }
    throw new CopyFailedException(message);
  }

  private List<String> command(WriterProcess writer, Path to) {
    return List.of(
        WriterProcess.java(),
        "-jar",
        jar.toString(),
        "snapshot",
        Long.toString(writer.pid()),
        writer.file().toString(),
        "--to",
        to.toString(),
        "--json");
  }

  private static long number(String json, String field) throws CopyFailedException {
    Matcher found = Pattern.compile("\"" + field + "\"\\s*:\\s*(\\d+)").matcher(json);
    if (!found.find()) {
      throw new CopyFailedException("the report has no " + field + ": " + json.strip());
    }
    return Long.parseLong(found.group(1));
  }

  /** For each copy, how long the barrier was raised. */
  List<Long> heldMicros() {
    return heldMicros;
  }

  /** For each copy, the longest that its report says a writer waited for Holdstill. */
  List<Long> gateMicros() {
    return gateMicros;
  }

  /** For each copy, the whole command. */
  List<Long> commandMicros() {
    return commandMicros;
  }
}
