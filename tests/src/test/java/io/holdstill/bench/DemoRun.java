package io.holdstill.bench;

import io.holdstill.harness.Artifacts;
import io.holdstill.harness.Jdk;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The demo's writer in a JVM of its own, looked at after it has warmed up.
 *
 * @param options of the agent; null for none
 * @param rate groups per second; 0 for flat out
 */
record DemoRun(Jdk jdk, String options, int threads, int rate) {
  private static final Pattern STALL =
      Pattern.compile("STALL .*updates=(\\d+) p50Micros=([\\d.]+) p99Micros=([\\d.]+)");

  /** Groups per second, and what they took from their intended start. */
  record Figures(double perSecond, double p50Micros, double p99Micros) {}

  Figures measure(Path file, int warmUpSeconds, int seconds)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command(file)).redirectErrorStream(true).start();
    try (BufferedReader said = process.inputReader()) {
      await(said, Pattern.compile("READY"));
      TimeUnit.SECONDS.sleep(warmUpSeconds);
      tell(process, "reset");
      long since = System.nanoTime();
      TimeUnit.SECONDS.sleep(seconds);
      tell(process, "stall");
      double took = (System.nanoTime() - since) / 1e9;
      Matcher stall = await(said, STALL);
      tell(process, "quit");
      said.transferTo(java.io.Writer.nullWriter());
      if (process.waitFor() != 0) {
        throw new IOException(command(file) + " ended with " + process.exitValue());
      }
      return new Figures(
          Double.parseDouble(stall.group(1)) / took,
          Double.parseDouble(stall.group(2)),
          Double.parseDouble(stall.group(3)));
    } finally {
      process.destroyForcibly();
    }
  }

  private static void tell(Process process, String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes());
    process.getOutputStream().flush();
  }

  private static Matcher await(BufferedReader said, Pattern wanted) throws IOException {
    StringBuilder all = new StringBuilder();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      Matcher found = wanted.matcher(line);
      if (found.find()) {
        return found;
      }
      all.append(line).append('\n');
    }
    throw new IOException("The writer said nothing of " + wanted + ": " + all);
  }

  private List<String> command(Path file) {
    List<String> command = new ArrayList<>(List.of(jdk.java()));
    if (options != null) {
      command.add(Armed.flag(options));
    }
    command.addAll(List.of("-jar", Artifacts.demo().toString(), "write", file.toString()));
    command.addAll(List.of("--size", "64MiB", "--threads", "" + threads));
    if (rate != 0) {
      command.addAll(List.of("--rate", "" + rate));
    }
    return command;
  }
}
