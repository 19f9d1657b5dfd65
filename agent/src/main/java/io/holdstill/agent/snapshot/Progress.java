package io.holdstill.agent.snapshot;

/** Where a request stands. Getters only, for JMX. */
public final class Progress {
  private final String phase;
  private final long bytesDone;
  private final long bytesTotal;
  private final long filesDone;
  private final long filesTotal;
  private final boolean finished;

  public Progress(
      String phase,
      long bytesDone,
      long bytesTotal,
      long filesDone,
      long filesTotal,
      boolean finished) {
    this.phase = phase;
    this.bytesDone = bytesDone;
    this.bytesTotal = bytesTotal;
    this.filesDone = filesDone;
    this.filesTotal = filesTotal;
    this.finished = finished;
  }

  /**
   * {@code queued}, {@code preparing}, {@code waiting}, {@code copying}, {@code sealing} or {@code
   * finished}.
   */
  public String getPhase() {
    return phase;
  }

  public long getBytesDone() {
    return bytesDone;
  }

  public long getBytesTotal() {
    return bytesTotal;
  }

  public long getFilesDone() {
    return filesDone;
  }

  public long getFilesTotal() {
    return filesTotal;
  }

  public boolean isFinished() {
    return finished;
  }
}
