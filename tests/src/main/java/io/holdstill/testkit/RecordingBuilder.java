package io.holdstill.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What is to be recorded. */
public final class RecordingBuilder {
  private final Path directory;
  private List<String> groups = List.of();
  private RecordedStacks stacks = RecordedStacks.OFF;

  RecordingBuilder(Path directory) {
    this.directory = directory;
  }

  /**
   * Methods whose every call is one write group, as the agent's option {@code groups} has them:
   * {@code com.acme.Store#put}. The agent takes them as it is loaded, on first use in this JVM;
   * where several tests need several, give the JVM all of them with {@code
   * -Dholdstill.options=groups=PATTERN:PATTERN}. Groups by {@code @WriteGrouped} and by API need
   * nothing of this.
   */
  public RecordingBuilder groups(String... patterns) {
    groups = List.of(patterns);
    return this;
  }

  /** Off unless set; a failure shows what is recorded. */
  public RecordingBuilder stacks(RecordedStacks recorded) {
    stacks = recorded;
    return this;
  }

  /**
   * Copies what is there and begins.
   *
   * @throws IllegalStateException if the agent cannot be loaded or armed, if other group patterns
   *     are in force, or if this JVM records already
   */
  public Recording start() {
    Path home = null;
    try {
      Path files = existing();
      ClassLoader rooms = Rooms.loader(groups);
      home = Scratch.directory("recording");
      BaseCopy.of(files, home.resolve("base"));
      return new Recording(rooms, home, files, groups, stacks.name().toLowerCase(Locale.ROOT));
    } catch (IOException e) {
      throw new UncheckedIOException(directory + " could not be copied: " + e.getMessage(), e);
    }
  }

  private Path existing() throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new IllegalArgumentException(
          directory + " is no directory; make it before the recording begins");
    }
    return directory.toRealPath();
  }
}
