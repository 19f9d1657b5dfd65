package io.holdstill.demo.driver;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code cp}, while the writer writes. */
record PlainCopy(Children children) implements Way {
  @Override
  public String name() {
    return "cp";
  }

  @Override
  public Copied copy(WriterProcess writer, Path to) throws IOException, InterruptedException {
    long since = System.nanoTime();
    copy(writer.file(), to);
    return new Copied(to, Way.microsSince(since));
  }

  /** A copy of the bytes, also where the file system could share them. */
  void copy(Path from, Path to) throws IOException, InterruptedException {
    children.mustRun(List.of("cp", "--reflink=never", from.toString(), to.toString()));
  }
}
