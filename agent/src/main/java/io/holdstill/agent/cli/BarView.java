package io.holdstill.agent.cli;

import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * One line that is overwritten: phase, bytes, rate, time left. The library writes to a consumer of
 * ours; its own would load a terminal library with native code for the sake of the width.
 */
final class BarView implements ProgressView {
  private static final String ERASE_LINE = "\r\u001b[K";
  private static final int INTERVAL_MILLIS = 200;
  private static final long MEBIBYTE = 1L << 20;

  private final PrintStream err;
  private final int width;
  private String phase = "";
  private ProgressBar bar;
  private boolean closed;

  BarView(Terminal terminal) {
    err = terminal.err();
    width = TerminalWidth.columns() - 1;
  }

  /** Synchronized with {@link #close}: that comes from another thread on Ctrl-C. */
  @Override
  public synchronized void show(String newPhase, long bytesDone, long bytesTotal) {
    if (closed) {
      return;
    }
    if (!newPhase.equals(phase)) {
      erase();
      phase = newPhase;
      bar = barFor(newPhase, bytesDone);
    }
    bar.maxHint(bytesTotal > 0 ? bytesTotal : -1);
    bar.stepTo(bytesDone);
  }

  @Override
  public synchronized void close() {
    closed = true;
    erase();
  }

  private void erase() {
    if (bar != null) {
      bar.close();
      bar = null;
      err.print(ERASE_LINE);
      err.flush();
    }
  }

  private ProgressBar barFor(String name, long bytesDone) {
    return new ProgressBarBuilder()
        .setTaskName(name)
        .setInitialMax(-1)
        .setUnit(" MiB", MEBIBYTE)
        .showSpeed()
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(INTERVAL_MILLIS)
        .startsFrom(bytesDone, Duration.ZERO)
        .setConsumer(new DelegatingProgressBarConsumer(this::overwrite, width))
        .build();
  }

  private void overwrite(String line) {
    err.print(ERASE_LINE + line);
    err.flush();
  }
}
