package io.holdstill.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** What is to be recorded. */
public final class RecordingBuilder {
  private final Path directory;
  private List<String> groups = List.of();
  private List<String> excludes = List.of();
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

  /**
   * Globs relative to the directory, as the agent's option {@code exclude} has them: {@code
   * **}{@code /*.log}. What they match is not copied and in no state, and may be written in ways
   * that are not recorded.
   */
  public RecordingBuilder exclude(String... globs) {
    excludes = List.of(globs);
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
   *     are in force, if this JVM records already, if a file has a name outside of the directory,
   *     too, or if this JVM has one mapped for writing
   */
  public Recording start() {
    try {
      Path files = existing();
      Recorder recorder = new Recorder(Rooms.loader(groups), excludes);
      Predicate<Path> excluded = recorder.excluded(files);
      Mappings.requireNone(files, excluded);
      Path home = Scratch.directory("recording");
      BaseCopy.of(files, home.resolve("base"), excluded);
      recorder.begin(home, files, stacks.name().toLowerCase(Locale.ROOT));
      return new Recording(recorder, groups);
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
