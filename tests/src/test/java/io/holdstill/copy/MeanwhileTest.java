package io.holdstill.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * What happens to the files between the walk and the point belongs to the snapshot, what happens
 * while they are copied does not.
 */
class MeanwhileTest {
  @TempDir Path directory;
  private Path source;
  private Path copy;

  @BeforeEach
  void makeSource() throws IOException {
    source = Files.createDirectory(directory.resolve("source"));
    copy = directory.resolve("copy");
    Files.writeString(source.resolve("renamed"), "renamed");
    Files.writeString(source.resolve("deleted"), "deleted");
    Files.writeString(source.resolve("overwritten"), "overwritten");
  }

  @JdkTest
  void beforeThePoint(Jdk jdk) throws IOException {
    try (Application application = Application.on(jdk, "reserve=0%")) {
      application.tell("open");
      String id = application.tell("begin " + source + " " + copy);
      assertEquals("waiting", application.tell("waiting " + id));
      application.tell("rename " + source.resolve("renamed") + " " + source.resolve("new"));
      application.tell("delete " + source.resolve("deleted"));
      application.tell("overwrite " + source.resolve("overwritten"));
      application.tell("overwrite " + source.resolve("made"));
      application.tell("end");
      consistent(application, id);
    }
    assertEquals("renamed", held("new"));
    assertEquals("over", held("overwritten"));
    assertEquals("over", held("made"));
    assertEquals(List.of("made", "new", "overwritten"), names());
  }

  /** The large one is copied first, and is long in being copied. */
  @JdkTest
  void afterThePoint(Jdk jdk) throws IOException {
    Shell.run(source, "head -c 64M /dev/zero | tr '\\0' x > a-big");
    try (Application application = Application.on(jdk, "reserve=0%,copy-timeout=30s")) {
      String id = application.tell("begin " + source + " " + copy);
      application.tell("copying " + id);
      application.tell("overwrite " + source.resolve("a-big"));
      application.tell("rename " + source.resolve("renamed") + " " + source.resolve("new"));
      application.tell("delete " + source.resolve("deleted"));
      application.tell("overwrite " + source.resolve("overwritten"));
      application.tell("overwrite " + source.resolve("made"));
      consistent(application, id);
    }
    Shell.run(directory, "head -c 64M /dev/zero | tr '\\0' x | cmp - copy/source/a-big");
    assertEquals("renamed", held("renamed"));
    assertEquals("deleted", held("deleted"));
    assertEquals("overwritten", held("overwritten"));
    assertEquals(List.of("a-big", "deleted", "overwritten", "renamed"), names());
    assertFalse(Files.exists(source.resolve("deleted")));
  }

  private static void consistent(Application application, String id) {
    String receipt = application.tell("await " + id);
    assertTrue(receipt.contains("verdict=CONSISTENT "), receipt);
    assertEquals("", application.tell("faults"));
  }

  private String held(String name) throws IOException {
    return Files.readString(copy.resolve("source").resolve(name));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(copy.resolve("source"))) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
