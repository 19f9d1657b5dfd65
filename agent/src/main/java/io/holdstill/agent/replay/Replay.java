package io.holdstill.agent.replay;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A base and a journal, read once, and the states that follow from the two. One thread at a time.
 * Going forward costs what lies between; going back begins anew.
 */
public final class Replay implements Closeable {
  private final Base base;
  private final JournalSource journal;
  private final Timeline timeline;
  private final Path scratch;
  private Playback playback;
  private int readings;

  /**
   * @param scratch a directory for files that change; made if need be, removed at the end
   */
  public Replay(Base base, JournalSource journal, Path scratch) throws IOException {
    this.base = base;
    this.journal = journal;
    this.scratch = scratch;
    Survey survey = Survey.of(base, journal);
    this.timeline = new Timeline(survey, new Rehearsal(base, survey));
  }

  /** All boundaries in order, the base itself first, clean or not. */
  public List<ReplayPoint> points() {
    return timeline.points();
  }

  /** Why nothing can be said of what comes after the last point; empty where the journal ends. */
  public String missing() {
    return timeline.missing() == null ? "" : timeline.missing();
  }

  /**
   * @param until a number, a time or a mark; empty for the end
   * @throws ReplayRefused if the state there cannot be claimed
   */
  public long resolve(String until) throws ReplayRefused, BadUntil {
    return Until.resolve(until, timeline);
  }

  /**
   * Lays the state at an entry out in a directory.
   *
   * @param into made if it is not there; must be empty
   * @throws ReplayRefused if the state there cannot be claimed
   */
  public void materialise(long number, Path into) throws IOException {
    advance(number, (at, to) -> {});
    lay(false, into, new Layer.Follower() {});
  }

  void advance(long number, Playback.Advance told) throws IOException {
    timeline.require(number);
    long boundary = timeline.at(number).number();
    if (playback != null && playback.number() > boundary) {
      playback.close();
      playback = null;
    }
    if (playback == null) {
      WorkFiles files = new WorkFiles(scratch.resolve(String.valueOf(++readings)));
      playback = new Playback(base, timeline, journal, files);
    }
    playback.advance(boundary, told);
  }

  Layer lay(boolean last, Path into, Layer.Follower follower) throws IOException {
    Files.createDirectories(into);
    Layer layer = new Layer(playback.state(), playback.contents(), last, into, follower);
    layer.lay();
    return layer;
  }

  Timeline timeline() {
    return timeline;
  }

  State state() {
    return playback.state();
  }

  @Override
  public void close() throws IOException {
    if (playback != null) {
      playback.close();
      playback = null;
    }
    if (Files.exists(scratch)) {
      Removal.of(scratch);
    }
  }
}
