package io.holdstill.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/**
 * What this JVM does to the files below one directory, from {@link #start} to {@link #close}, and
 * then the files as they stood after each write group.
 *
 * <pre>
 * &#64;TestFactory
 * Stream&lt;DynamicTest&gt; opensAfterEveryGroup(&#64;TempDir Path directory) {
 *   try (var recording = Recording.start(directory)) {
 *     … the program under test writes below directory …
 *     return recording.tests(ReplayPoints.GROUP_ENDS, (files, point) -&gt; Store.open(files).check());
 *   }
 * }
 * </pre>
 *
 * <p>Whatever is asked of a recording ends it, as {@link #close} does. One at a time in a JVM:
 * another is refused. Nobody may write below the directory while {@link #start} copies it, and no
 * write group may be open across the start: of such a group only what comes later is recorded.
 *
 * <p>Where something was not recorded, for want of room or by a fault, all methods throw {@link
 * IllegalStateException}: there are never silently fewer points.
 */
public final class Recording implements AutoCloseable {
  private final ClassLoader rooms;
  private final Door door;
  private final Path home;
  private final Path files;
  private final List<String> groups;
  private final Object journal;
  private boolean ended;
  private String trouble = "";
  private Points points;

  Recording(ClassLoader rooms, Path home, Path files, List<String> groups, String stacks) {
    this.rooms = rooms;
    this.home = home;
    this.files = files;
    this.groups = groups;
    this.door = Door.of(rooms, "io.holdstill.agent.RecordingDoor");
    this.journal =
        door.call(
            "begin",
            new Class<?>[] {Path.class, Path.class, String.class},
            home.resolve("journal"),
            files,
            stacks);
  }

  /** Begins to record, by the groups that are annotated or made by API. */
  public static Recording start(Path directory) {
    return of(directory).start();
  }

  /** For a recording with group patterns or stacks. */
  public static RecordingBuilder of(Path directory) {
    return new RecordingBuilder(directory);
  }

  /** Names this moment in the journal. */
  public synchronized void mark(String name) {
    if (ended) {
      throw new IllegalStateException(
          "the recording has ended; mark before anything is asked of it");
    }
    door.call("mark", new Class<?>[] {Object.class, String.class}, journal, name);
  }

  /** Ends the recording. What is asked of it later is answered still. */
  @Override
  public synchronized void close() {
    if (!ended) {
      ended = true;
      trouble = (String) door.call("end", new Class<?>[] {Object.class}, journal);
      GroupPatterns.requireMatched(groups);
    }
    if (!trouble.isEmpty()) {
      throw new IllegalStateException(
          "the recording is not whole, so nothing is replayed: " + trouble);
    }
  }

  /** In order. */
  public List<ReplayPoint> points(ReplayPoints at) {
    at.requireOffered();
    return ended().clean();
  }

  /** Group ends that {@link ReplayPoints#GROUP_ENDS} leaves out, each with the reason. */
  public List<ReplayPoint> unclean() {
    return ended().unclean();
  }

  /**
   * Lays out the files as they stood.
   *
   * @param into an empty directory, or one that is not there
   */
  public void materialise(ReplayPoint point, Path into) {
    ended().materialise(point, into);
  }

  /**
   * A test for each point, for a {@code @TestFactory}; they may run in parallel. Points that were
   * left out show as one aborted test, which says which and why. The system property {@code
   * holdstill.replay.point} restricts to the point of that number.
   */
  public Stream<DynamicTest> tests(ReplayPoints at, ReplayChecker checker) {
    at.requireOffered();
    Points all = ended();
    List<ReplayPoint> tried = all.tried();
    Stage stage = new Stage(all, tried);
    Window window = new Window();
    Stream<DynamicTest> tests = tried.stream().map(point -> test(stage, window, point, checker));
    return all.leftOut().isEmpty() ? tests : Stream.concat(tests, Stream.of(note(all.leftOut())));
  }

  private static DynamicTest test(
      Stage stage, Window window, ReplayPoint point, ReplayChecker checker) {
    window.enter();
    return DynamicTest.dynamicTest(
        point.toString(),
        () -> {
          try {
            Trial.run(stage, point, checker);
          } finally {
            window.leave();
          }
        });
  }

  private static DynamicTest note(String leftOut) {
    return DynamicTest.dynamicTest(leftOut, () -> Assumptions.abort(leftOut));
  }

  /**
   * Checks all points on as many threads as there are processors. The system property {@code
   * holdstill.replay.point} restricts to the point of that number.
   *
   * @throws org.opentest4j.MultipleFailuresError with a {@link ReplayFailure} for each point that
   *     failed, in their order
   */
  public void check(ReplayPoints at, ReplayChecker checker) {
    at.requireOffered();
    Points all = ended();
    Trials.run(all, all.tried(), checker);
  }

  /** As {@link #check(ReplayPoints, ReplayChecker)}, for some of this recording's points. */
  public void check(List<ReplayPoint> some, ReplayChecker checker) {
    Points all = ended();
    Trials.run(all, System.getProperty(Points.ONE) == null ? some : all.tried(), checker);
  }

  private synchronized Points ended() {
    close();
    if (points == null) {
      points = Points.open(rooms, home.resolve("journal"), home.resolve("base"), files.toString());
      Scratch.atEnd(points);
    }
    return points;
  }
}
