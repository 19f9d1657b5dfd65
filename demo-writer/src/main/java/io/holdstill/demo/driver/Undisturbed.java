package io.holdstill.demo.driver;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** No copy: what the machine does to the writer by itself, for as long as a snapshot command. */
record Undisturbed(List<Long> windowMicros) implements Way {
  private static final long FIRST_MICROS = 500_000;

  @Override
  public String name() {
    return "none (the machine's own noise)";
  }

  @Override
  public Copied copy(WriterProcess writer, Path to) throws InterruptedException {
    long window = windowMicros.isEmpty() ? FIRST_MICROS : windowMicros.get(windowMicros.size() - 1);
    TimeUnit.MICROSECONDS.sleep(window);
    return new Copied(null, window);
  }
}
