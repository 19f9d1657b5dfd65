package io.holdstill.kit.samples;

import io.holdstill.testkit.Recording;
import io.holdstill.testkit.ReplayPoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Writes more than its journal has room for. */
class GapSample {
  private static final int WRITES = 64;

  private static Recording record(String name) throws IOException {
    Path directory = Files.createDirectories(Path.of(System.getProperty("sample.files"), name));
    Recording recording = Recording.start(directory);
    for (int i = 0; i < WRITES; i++) {
      Files.write(directory.resolve("file-" + i), new byte[1 << 20]);
    }
    return recording;
  }

  @Test
  void closed() throws IOException {
    record("closed").close();
  }

  @Test
  void checked() throws IOException {
    record("checked").check(ReplayPoints.GROUP_ENDS, (files, point) -> {});
  }

  @Test
  void inATry() throws IOException {
    try (Recording recording = record("tried")) {
      recording.mark("m");
    }
  }
}
