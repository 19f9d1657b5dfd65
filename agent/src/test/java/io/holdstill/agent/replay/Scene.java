package io.holdstill.agent.replay;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A plain copy of {@code /data}, a journal that begins with it, and the states that follow. */
final class Scene {
  final Path directory;
  final Path copy;
  final MemoryJournal journal = new MemoryJournal().session();
  private int laid;

  Scene(Path directory) throws IOException {
    this.directory = directory;
    copy = Files.createDirectory(directory.resolve("copy"));
  }

  Scene file(String name, String content) throws IOException {
    Files.createDirectories(copy.resolve(name).getParent());
    Files.writeString(copy.resolve(name), content);
    return this;
  }

  Replay replay() throws IOException {
    Base base = Bases.ofPlain(copy, "/data", -1, journal);
    return new Replay(base, journal, directory.resolve("scratch"));
  }

  /** What there is at an entry. */
  Map<String, String> at(long number) throws IOException {
    Path into = directory.resolve("state" + ++laid);
    try (Replay replay = replay()) {
      replay.materialise(number, into);
    }
    return content(into);
  }

  /** What there is at the end. */
  Map<String, String> end() throws IOException {
    try (Replay replay = replay()) {
      long end = replay.resolve("");
      Path into = directory.resolve("state" + ++laid);
      replay.materialise(end, into);
      return content(into);
    }
  }

  ReplayRefused refused(long number) throws IOException {
    try (Replay replay = replay()) {
      return assertThrows(
          ReplayRefused.class, () -> replay.materialise(number, directory.resolve("refused")));
    }
  }

  /** Content by path; {@code /} for a directory, {@code -> target} for a link. */
  static Map<String, String> content(Path root) throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        if (!path.equals(root)) {
          content.put(root.relativize(path).toString(), shown(path));
        }
      }
    }
    return content;
  }

  private static String shown(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return "-> " + Files.readSymbolicLink(path);
    }
    return Files.isDirectory(path) ? "/" : Files.readString(path);
  }
}
