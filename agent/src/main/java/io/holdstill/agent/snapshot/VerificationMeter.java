package io.holdstill.agent.snapshot;

/** Counts what has been compared and tells it; how much there is to come nobody knows yet. */
final class VerificationMeter {
  private final Verification.ProgressSink sink;
  private long bytes;
  private long files;

  VerificationMeter(Verification.ProgressSink sink) {
    this.sink = sink;
  }

  void read(int more) {
    bytes += more;
    tell();
  }

  void fileDone() {
    files++;
    tell();
  }

  private void tell() {
    sink.at(new Progress("verifying", bytes, 0, files, 0, false));
  }
}
