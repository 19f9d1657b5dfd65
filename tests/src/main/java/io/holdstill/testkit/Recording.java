package io.holdstill.testkit;

import java.nio.file.Path;
import java.util.Collections;
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
 * <p>Whatever is asked of a recording ends it, as {@link #close} does: ask after the last write.
 * What is written below the directory between the first question and {@code close} is not recorded,
 * so every later question is refused, and {@code close} fails, with an {@link
 * IllegalStateException} that names a file. That goes by names, inodes, sizes and modification
 * times, not for what is excluded. One at a time in a JVM: another is refused. Nobody may write
 * below the directory while {@link #start} copies it, and no write group may be open across the
 * start: of such a group only what comes later is recorded, and points before its end are left out.
 * Nor across the end: of such a group nothing is recorded, and points after its first write are
 * left out. Either is told by name.
 *
 * <p>Where something was not recorded, for want of room or by a fault, all methods throw {@link
 * IllegalStateException}: there are never silently fewer points.
 */
public final class Recording implements AutoCloseable {
  private final Recorder recorder;
  private final List<String> groups;
  private boolean ended;
  private String trouble = "";
  private Points points;

  /** Null but from the question that ended it to {@link #close}. */
  private LiveFiles asked;

  Recording(Recorder recorder, List<String> groups) {
    this.recorder = recorder;
    this.groups = groups;
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
    recorder.mark(name);
  }

  /**
   * Ends the recording. What is asked of it later is answered still, and what is written later is
   * nobody's concern.
   *
   * @throws IllegalStateException if something was not recorded; also because it was written after
   *     the first question
   */
  @Override
  public synchronized void close() {
    end(false);
    requireUnchanged();
    asked = null;
  }

  private void requireUnchanged() {
    if (asked != null) {
      asked.requireUnchanged();
    }
  }

  private void end(boolean byQuestion) {
    if (!ended) {
      asked = byQuestion ? recorder.liveFiles() : null;
      ended = true;
      trouble = recorder.end();
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
   * @param point one of this recording's
   * @param into an empty directory, or one that is not there
   * @throws IllegalArgumentException if the point is not this recording's
   */
  public void materialise(ReplayPoint point, Path into) {
    Points all = ended();
    all.requireOwn(Collections.singletonList(point));
    all.materialise(point, into);
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
    return all.told().isEmpty() ? tests : Stream.concat(tests, Stream.of(note(all.told())));
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
   * <p>A point at which an assumption of the checker's does not hold is not checked; where none
   * holds, the test is aborted. Points that are left out because groups overlapped are told of, on
   * stderr and in what is returned, and so are groups that were open as the recording began.
   *
   * @throws org.opentest4j.MultipleFailuresError with a {@link ReplayFailure} for each point that
   *     failed, in their order
   * @throws IllegalStateException if nothing was recorded, or if something happened to the files
   *     that is not in the record, as when one was mapped for writing, or a group was open as the
   *     recording ended: all points that there are have passed then, and those that are left out
   *     are named. {@code check(recording.points(at), checker)} is content with what there is
   */
  public Checked check(ReplayPoints at, ReplayChecker checker) {
    at.requireOffered();
    Points all = ended();
    return Trials.of(all, all.tried()).run(checker).conclude();
  }

  /**
   * As {@link #check(ReplayPoints, ReplayChecker)}, for some of this recording's points: of others
   * nothing is said.
   *
   * @throws IllegalArgumentException if one of them is not this recording's
   */
  public Checked check(List<ReplayPoint> some, ReplayChecker checker) {
    Points all = ended();
    all.requireOwn(some);
    if (System.getProperty(Points.ONE) != null) {
      return Trials.of(all, all.tried()).run(checker).conclude();
    }
    all.requireClean(some);
    return Trials.ofSome(all, some).run(checker).conclude();
  }

  private synchronized Points ended() {
    end(true);
    requireUnchanged();
    if (points == null) {
      points = recorder.points();
      Scratch.atEnd(points);
    }
    return points;
  }
}
