package io.holdstill.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The lines of one stream of a process: read at once, kept, and handed out in order. */
final class Output {
  private final List<String> lines = new ArrayList<>();
  private final Thread reader;
  private int next;
  private boolean ended;

  Output(String name, InputStream in) {
    reader = new Thread(() -> read(in), "test-" + name);
    reader.setDaemon(true);
    reader.start();
  }

  /** The next line that matches, past any that do not; null at the deadline or the end. */
  synchronized String take(Predicate<String> wanted, long deadlineNanos)
      throws InterruptedException {
    while (true) {
      while (next < lines.size()) {
        String line = lines.get(next++);
        if (wanted.test(line)) {
          return line;
        }
      }
      long millis = (deadlineNanos - System.nanoTime()) / 1_000_000;
      if (ended || millis <= 0) {
        return null;
      }
      wait(millis);
    }
  }

  synchronized String text() {
    return String.join("\n", lines);
  }

  /** Waits for what a process wrote before it ended; its descendants may hold the pipe open. */
  void drain(long millis) throws InterruptedException {
    reader.join(millis);
  }

  private void read(InputStream in) {
    try (BufferedReader text =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = text.readLine(); line != null; line = text.readLine()) {
        add(line);
      }
    } catch (IOException e) {
      add("[the stream broke: " + e + "]");
    }
    end();
  }

  private synchronized void add(String line) {
    lines.add(line);
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }
}
