package io.holdstill.kit.samples;

import io.holdstill.testkit.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Writes more than its journal has room for. */
class GapSample {
  private static final int WRITES = 64;

  @Test
  void closed() throws IOException {
    Path directory = Path.of(System.getProperty("sample.files"));
    try (Recording recording = Recording.start(directory)) {
      recording.mark("before");
      for (int i = 0; i < WRITES; i++) {
        Files.write(directory.resolve("file-" + i), new byte[1 << 20]);
      }
    }
  }
}
