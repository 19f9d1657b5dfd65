package io.holdstill.mended;

import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;

/**
 * With a journal, the first write of an asynchronous channel made its descriptor one of the guarded
 * ones, and the snapshot consistent.
 */
class RecordedAsyncTest {
  @TempDir Path directory;

  @JdkTest
  void whatAnAsynchronousChannelWritesIsRecordedAndNotGuarded(Jdk jdk) {
    Scene.plays(jdk, ",journal=" + directory.resolve("journal"), Program.class, directory);
  }

  /** One write by such a channel, which stays open. */
  public static final class Program {
    public static void main(String[] args) throws Exception {
      Copies copies = new Copies(args[0]);
      Path file = copies.source().resolve("file");
      try (AsynchronousFileChannel channel =
          AsynchronousFileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), 0).get(30, TimeUnit.SECONDS);
        Copies.require(copies.request().take(), "UNGUARDED");
      }
      copies.mustBeConsistent();
      Copies.end();
    }
  }
}
