package io.holdstill.kit.mended;

import static io.holdstill.testkit.RecordedStacks.GROUP;
import static io.holdstill.testkit.ReplayPoints.GROUP_ENDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.holdstill.testkit.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
  private static final List<String> RECORDS = List.of("one", "two", "three");

  @TestFactory
  Stream<DynamicTest> whatIsInTheIndexIsThere(@TempDir Path directory) throws IOException {
    try (var recording = Recording.of(directory).stacks(GROUP).start()) {
      try (Store store = new Store(directory)) {
        for (String record : RECORDS) {
          store.put(record);
        }
      }
      return recording.tests(GROUP_ENDS, (files, point) -> check(files));
    }
  }

  private static void check(Path files) throws IOException {
    try (Store store = new Store(files)) {
      for (int i = 0; i < store.size(); i++) {
        assertEquals(RECORDS.get(i), store.get(i));
      }
    }
  }
}
