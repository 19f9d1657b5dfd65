package io.holdstill.agent.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportFieldsTest {
  @Test
  void everyFieldHasItsPlaceInTheOrder() {
    Map<String, Object> fields = ReportFields.of(new Report());

    List<String> expected = new ArrayList<>(ReportFields.ORDER);
    expected.removeAll(List.of("thread", "ageMicros", "stack", "path", "reason"));
    assertEquals(expected, new ArrayList<>(fields.keySet()));
  }

  @Test
  void recordsWithinItAreInOrderToo() {
    Map<String, Object> fields = ReportFields.of(ReportFixture.noSnapshotPoint("/d"));

    Map<?, ?> blocker = (Map<?, ?>) ((List<?>) fields.get("blockers")).get(0);
    assertEquals(List.of("group", "thread", "ageMicros", "stack"), List.copyOf(blocker.keySet()));
    assertEquals(2_000_000L, blocker.get("ageMicros"));
    assertEquals(2, ((List<?>) blocker.get("stack")).size());
  }

  @Test
  void aFieldThatNobodyKnowsComesLast() {
    Map<String, Object> ordered =
        ReportFields.ordered(Map.of("novel", 1, "error", "", "bytes", 2L));

    assertEquals(List.of("bytes", "error", "novel"), List.copyOf(ordered.keySet()));
  }
}
