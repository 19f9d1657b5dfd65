package io.holdstill.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real threads on a real file, and the lines that the program obeys. */
@Timeout(60)
class WriterTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"false,1,0", "false,2,0", "true,2,0", "false,64,0", "true,3,200000"})
  void leavesAWholeFileWhenItEnds(boolean randomAccess, int threads, long interval)
      throws Exception {
    Path file = folder.resolve("store.dat");
    StoreDescriptor store = new StoreDescriptor(threads, 4 * threads, 7);
    Writer.Plan plan = new Writer.Plan(file, store, randomAccess, interval, 1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayInputStream nothing = new ByteArrayInputStream(new byte[0]);
    assertEquals(0, new Writer(plan, nothing, print(out), System.err).run());
    Verdict verdict = Verifier.verify(file);
    assertTrue(verdict.whole(), verdict.inWords());
    assertTrue(verdict.updates().stream().allMatch(updates -> updates > 0), verdict.toString());
    long sum = verdict.updates().stream().mapToLong(Long::longValue).sum();
    assertTrue(out.toString(StandardCharsets.UTF_8).contains("TOTAL updates=" + sum), "" + out);
  }

  @Test
  void obeysItsLines() throws Exception {
    PipedOutputStream commands = new PipedOutputStream();
    PipedInputStream answers = new PipedInputStream();
    PrintStream out = print(new PipedOutputStream(answers));
    Path file = folder.resolve("store.dat");
    Writer.Plan plan = new Writer.Plan(file, new StoreDescriptor(2, 8, 7), false, 0, 0);
    Writer writer = new Writer(plan, new PipedInputStream(commands), out, System.err);
    FutureTask<Integer> run = new FutureTask<>(writer::run);
    new Thread(run, "run").start();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(answers, StandardCharsets.UTF_8));
    assertTrue(lines.readLine().startsWith("READY pid=" + ProcessHandle.current().pid()));
    assertEquals("OK", ask("reset", commands, lines));
    TimeUnit.MILLISECONDS.sleep(50);
    String stall = ask("stall", commands, lines);
    String number = "[0-9]+(\\.[0-9])?";
    String expected =
        "STALL longestMicros=N updates=N p50Micros=N p99Micros=N".replace("N", number);
    assertTrue(stall.matches(expected), stall);
    assertTrue(ask("what", commands, lines).startsWith("ERROR unknown command 'what'"));
    assertTrue(ask("quit", commands, lines).startsWith("TOTAL updates="));
    assertEquals(0, run.get(30, TimeUnit.SECONDS));
    assertTrue(Verifier.verify(file).whole());
  }

  private static String ask(String command, PipedOutputStream to, BufferedReader answers)
      throws IOException {
    to.write((command + "\n").getBytes(StandardCharsets.UTF_8));
    to.flush();
    return answers.readLine();
  }

  private static PrintStream print(java.io.OutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }
}
