package io.holdstill.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The agent's side of one recording, reached through its doors. */
final class Recorder {
  private static final Class<?>[] ONE = {Object.class};

  private final ClassLoader rooms;
  private final Door door;
  private final List<String> excludes;
  private final OpenGroups open = new OpenGroups();
  private Path home;
  private Path files;
  private Object journal;

  Recorder(ClassLoader rooms, List<String> excludes) {
    this.rooms = rooms;
    this.excludes = excludes;
    this.door = Door.of(rooms, "io.holdstill.agent.RecordingDoor");
    lookForOpenGroups(); // before anything is copied
  }

  @SuppressWarnings("unchecked") // a predicate is all that the door makes
  Predicate<Path> excluded(Path directory) {
    Class<?>[] types = {List.class, Path.class};
    Door replay = Door.of(rooms, Points.DOOR);
    return (Predicate<Path>) replay.call("excluded", types, excludes, directory);
  }

  /**
   * @param home the base has been copied there
   */
  void begin(Path home, Path files, String stacks) {
    this.home = home;
    this.files = files;
    Class<?>[] types = {Path.class, Path.class, String.class};
    journal = door.call("begin", types, home.resolve("journal"), files, stacks);
    lookForOpenGroups();
  }

  void mark(String name) {
    door.call("mark", new Class<?>[] {Object.class, String.class}, journal, name);
  }

  /** Returns what keeps it from being whole, or "". */
  String end() {
    String trouble = (String) door.call("end", ONE, journal);
    open.atEnd(groups(door.call("unended", ONE, journal)));
    return trouble;
  }

  /** As they stand now: taken before the end, whoever writes meanwhile is noticed. */
  LiveFiles liveFiles() {
    return new LiveFiles(files, excluded(files));
  }

  Points points() {
    return Points.open(
        rooms, home.resolve("journal"), home.resolve("base"), files.toString(), excludes, open);
  }

  private void lookForOpenGroups() {
    open.atStart(groups(door.call("openGroups", new Class<?>[0])));
  }

  @SuppressWarnings("unchecked") // typed by the JDK alone, and checked as each field is read
  private static List<Map<String, Object>> groups(Object told) {
    return (List<Map<String, Object>>) told;
  }
}
