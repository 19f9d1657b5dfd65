package io.holdstill.demo.driver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The writer in a JVM of its own, flat out, with the agent; spoken to by lines. */
final class WriterProcess {
  private static final long ANSWER_SECONDS = 120;
  private static final String GONE = "(gone)";
  private static final Pattern STALL =
      Pattern.compile("STALL longestMicros=([0-9.]+) updates=(\\d+) .*");

  private final Process process;
  private final Path file;
  private final Path errors;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

  /** The writer's own clock, since the last reset. */
  record Stall(long longestMicros, long updates) {}

  private WriterProcess(Process process, Path file, Path errors) {
    this.process = process;
    this.file = file;
    this.errors = errors;
  }

  /** Returns when the file is laid out and being changed. */
  static WriterProcess start(DemoPlan plan, Scratch scratch)
      throws IOException, InterruptedException {
    Path file = scratch.resolve("store.dat");
    Path errors = scratch.resolve("writer-err.txt");
    List<String> command =
        List.of(
            java(),
            "-javaagent:" + plan.agentJar() + "=" + plan.agentOptions(),
            "-cp",
            DemoCommand.thisProgram().toString(),
            "io.holdstill.demo.Main",
            "write",
            file.toString(),
            "--size",
            plan.bytes() + "B");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    WriterProcess writer = new WriterProcess(scratch.children().start(builder), file, errors);
    writer.listen();
    writer.answer("READY");
    return writer;
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private void listen() {
    Thread listener = new Thread(this::read, "writer-answers");
    listener.setDaemon(true);
    listener.start();
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      lines.lines().forEach(answers::add);
    } catch (IOException e) {
      answers.add("its output broke off: " + e);
    }
    answers.add(GONE);
  }

  long pid() {
    return process.pid();
  }

  Path file() {
    return file;
  }

  void reset() throws IOException, InterruptedException {
    ask("reset", "OK");
  }

  Stall stall() throws IOException, InterruptedException {
    String line = ask("stall", "STALL");
    Matcher figures = STALL.matcher(line);
    if (!figures.matches()) {
      throw new IOException("the writer answered '" + line + "' to stall");
    }
    return new Stall(
        Math.round(Double.parseDouble(figures.group(1))), Long.parseLong(figures.group(2)));
  }

  private String ask(String question, String begins) throws IOException, InterruptedException {
    process.getOutputStream().write((question + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
    return answer(begins);
  }

  private String answer(String begins) throws IOException, InterruptedException {
    String line = answers.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
    if (line == null || !line.startsWith(begins)) {
      throw new IOException(
          "the writer gave "
              + (line == null ? "no answer" : "'" + line + "'")
              + " instead of "
              + begins
              + "; it said: "
              + said());
    }
    return line;
  }

  /** What it wrote to its standard error so far. */
  String said() throws IOException {
    return Files.readString(errors).strip();
  }
}
