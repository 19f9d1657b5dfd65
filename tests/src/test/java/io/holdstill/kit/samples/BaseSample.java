package io.holdstill.kit.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.holdstill.testkit.ReplayPoint;
import io.holdstill.testkit.ReplayTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Over a journal of {@code OverlapProgram}, from a snapshot and from a plain copy. */
class BaseSample {
  @ReplayTest(journal = "${sample.journal}", base = "${sample.snapshot}")
  void fromASnapshot(Path files, ReplayPoint point) throws IOException {
    check(files.resolve("files"), point);
  }

  @ReplayTest(journal = "${sample.journal}", base = "${sample.copy}", source = "${sample.source}")
  void fromACopy(Path files, ReplayPoint point) throws IOException {
    check(files, point);
  }

  private static void check(Path files, ReplayPoint point) throws IOException {
    assertEquals("there before", Files.readString(files.resolve("old")));
    System.out.println(
        "CHECKED " + point.group() + " " + Files.readString(files.resolve("shared")));
  }
}
