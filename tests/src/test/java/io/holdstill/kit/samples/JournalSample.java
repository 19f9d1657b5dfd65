package io.holdstill.kit.samples;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.holdstill.demo.Verdict;
import io.holdstill.demo.Verifier;
import io.holdstill.testkit.ReplayPoint;
import io.holdstill.testkit.ReplayTest;
import java.io.IOException;
import java.nio.file.Path;

/** Over a journal of the demo's writer. */
class JournalSample {
  @ReplayTest(journal = "${sample.journal}")
  void theFileIsRight(Path files, ReplayPoint point) throws IOException {
    assumeFalse(point.bare(), "the file is being laid out");
    Verdict verdict = Verifier.verify(files.resolve("file"));
    assertTrue(verdict.whole(), verdict::toString);
  }

  @ReplayTest(journal = "${sample.journal}")
  void oneIsRefused(ReplayPoint point) {
    assertNotEquals(Long.getLong("sample.refused"), point.number(), "the one that is refused");
  }
}
