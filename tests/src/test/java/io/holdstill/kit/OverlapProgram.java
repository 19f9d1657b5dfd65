package io.holdstill.kit;

import io.holdstill.copy.Request;
import io.holdstill.runtime.WriteGroup;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Runs in the forked JVM: a snapshot, then groups of which two touch one file at one time. */
public final class OverlapProgram {
  private final FileChannel shared;

  private OverlapProgram(Path file) throws IOException {
    shared = FileChannel.open(file, StandardOpenOption.WRITE);
  }

  /** Arguments: the directory, where the snapshot goes. */
  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[0]);
    OverlapProgram program = new OverlapProgram(directory.resolve("shared"));
    Request.of(directory, Path.of(args[1])).take().orFail();
    program.group("first", "1", 0);
    WriteGroup open = WriteGroup.begin("open");
    program.write("2", 1);
    Thread other =
        new Thread(
            () -> {
              try {
                program.group("within", "3", 2);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    other.start();
    other.join();
    open.close();
    program.group("last", "4", 3);
    System.out.println("faults: " + Request.faults());
  }

  private void group(String name, String text, long at) throws IOException {
    try (WriteGroup group = WriteGroup.begin(name)) {
      write(text, at);
    }
  }

  private void write(String text, long at) throws IOException {
    shared.write(ByteBuffer.wrap(text.getBytes()), at);
  }
}
