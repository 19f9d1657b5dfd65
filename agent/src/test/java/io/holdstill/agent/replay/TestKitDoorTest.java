package io.holdstill.agent.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestKitDoorTest {
  @TempDir Path directory;
  private final MemoryJournal journal = new MemoryJournal().session();

  @Test
  void itsTypesAreThoseOfTheJdk() {
    for (Method method : TestKitDoor.class.getDeclaredMethods()) {
      if (Modifier.isPublic(method.getModifiers())) {
        for (Class<?> type : method.getParameterTypes()) {
          assertTrue(type.isPrimitive() || type.getName().startsWith("java."), method.toString());
        }
      }
    }
  }

  @Test
  void withoutABaseTheStateBeginsEmpty() throws IOException {
    journal.group("g", new Ops().create(1, 7, "/t/store/a").write(2, 7, 0, "one"));
    journal.group("h", new Ops().directory(3, "/t/store/d").create(4, 8, "/t/store/d/b"));
    Object open = TestKitDoor.open(journal, null, null, -1);
    List<Map<String, Object>> points = TestKitDoor.points(open);

    assertEquals(3, points.size());
    assertEquals("g", points.get(1).get("group"));
    assertEquals(true, points.get(1).get("clean"));
    TestKitDoor.materialise(open, 1, directory.resolve("one"));
    TestKitDoor.materialise(open, 2, directory.resolve("two"));
    assertEquals(Map.of("a", "one"), Scene.content(directory.resolve("one")));
    assertEquals(Map.of("a", "one", "d", "/", "d/b", ""), Scene.content(directory.resolve("two")));
    assertEquals("", TestKitDoor.missing(open));
    TestKitDoor.close(open);
  }

  @Test
  void aPlainCopyStandsForItsSource() throws IOException {
    Scene scene = new Scene(directory).file("a", "aaaa");
    journal.group("before", new Ops().bind(1, 7, "/t/a").write(2, 7, 0, "aaaa"));
    journal.group("g", new Ops().bind(3, 7, "/t/a").write(4, 7, 0, "G"));
    Object open = TestKitDoor.open(journal, scene.copy, "/t", 1);

    assertEquals(2, TestKitDoor.points(open).size());
    TestKitDoor.materialise(open, 2, directory.resolve("into"));
    assertEquals(Map.of("a", "Gaaa"), Scene.content(directory.resolve("into")));
    IOException e =
        assertThrows(
            IOException.class, () -> TestKitDoor.materialise(open, 3, directory.resolve("other")));
    assertTrue(e.getMessage().contains("the journal ends at entry 2"), e.getMessage());
    TestKitDoor.close(open);
  }

  @Test
  void whatIsExcludedIsInNoState() throws IOException {
    Scene scene = new Scene(directory).file("a", "aaaa").file("maps/m", "mmmm");
    journal.group("g", new Ops().bind(1, 7, "/t/maps/m").unguarded(2, 7, "mapped"));
    journal.group("h", new Ops().bind(3, 8, "/t/a").write(4, 8, 0, "H"));
    Object all = TestKitDoor.open(journal, scene.copy, "/t", -1);
    Map<String, Object> point = TestKitDoor.points(all).get(1);
    assertEquals(false, point.get("clean"));
    assertEquals(false, point.get("overlapped"));
    TestKitDoor.close(all);

    Object some = TestKitDoor.open(journal, scene.copy, "/t", -1, List.of("maps"));
    TestKitDoor.materialise(some, 2, directory.resolve("into"));
    assertEquals(Map.of("a", "Haaa"), Scene.content(directory.resolve("into")));
    TestKitDoor.close(some);
  }

  @Test
  void whatAnOpenGroupSharesIsSaidToOverlap() throws IOException {
    journal.group("made", new Ops().create(1, 7, "/t/store/a"));
    journal.group("h", new Ops().write(2, 7, 0, "1"));
    journal.group("open", 1, new Ops().write(3, 7, 0, "2"));
    Object open = TestKitDoor.open(journal, null, null, -1);
    List<Map<String, Object>> points = TestKitDoor.points(open);
    assertEquals(true, points.get(2).get("overlapped"));
    assertEquals(false, points.get(3).get("overlapped"));
    TestKitDoor.close(open);
  }

  @Test
  void aCopyWithoutItsSourceIsRefused() throws IOException {
    Scene scene = new Scene(directory);
    assertThrows(IOException.class, () -> TestKitDoor.open(journal, scene.copy, null, -1));
  }
}
