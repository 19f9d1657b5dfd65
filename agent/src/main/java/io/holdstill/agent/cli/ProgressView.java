package io.holdstill.agent.cli;

/** What a person who waits gets to see. */
interface ProgressView extends AutoCloseable {
  /**
   * @param phase what is being done, one word
   * @param bytesTotal 0 where nobody knows it
   */
  void show(String phase, long bytesDone, long bytesTotal);

  /** Leaves no trace on the line. */
  @Override
  void close();

  /** A bar where a person watches, nothing elsewhere. */
  static ProgressView on(Terminal terminal, boolean wanted) {
    return wanted && terminal.live() ? new BarView(terminal) : new Silent();
  }

  /** For pipes, {@code --json} and {@code --quiet}. */
  final class Silent implements ProgressView {
    @Override
    public void show(String phase, long bytesDone, long bytesTotal) {
      // A pipe's reader waits for the result, not for how it comes about.
    }

    @Override
    public void close() {
      // Nothing was shown.
    }
  }
}
