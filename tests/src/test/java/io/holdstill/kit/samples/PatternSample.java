package io.holdstill.kit.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.testkit.RecordedStacks;
import io.holdstill.testkit.Recording;
import io.holdstill.testkit.ReplayPoint;
import io.holdstill.testkit.ReplayPoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatternSample {
  private static final String PATTERN = "io.holdstill.kit.samples.Pages#appendByPattern";
  private static final String MISSPELT = "io.holdstill.kit.samples.Pages#append";

  @Test
  void theOutermostGroupCounts(@TempDir Path directory) throws IOException {
    try (Recording recording =
        Recording.of(directory).groups(PATTERN).stacks(RecordedStacks.WRITE).start()) {
      new Pages(directory).appendByPattern("a");
      List<ReplayPoint> points = recording.points(ReplayPoints.GROUP_ENDS);
      assertEquals(1, points.size(), points::toString);
      assertTrue(points.get(0).group().contains("appendByPattern"), points::toString);
      assertTrue(points.get(0).stack().contains("Pages.appendByPattern("), points::toString);
    }
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class, () -> Recording.of(directory).groups(MISSPELT).start());
    assertTrue(e.getMessage().contains(MISSPELT), e.getMessage());
  }
}
